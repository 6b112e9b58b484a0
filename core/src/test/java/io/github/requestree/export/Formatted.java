package io.github.requestree.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.requestree.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a format makes of a profile, and JSON read by a strict reader that is not ours. */
public final class Formatted {

  private static final ObjectMapper READER =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build())
              .build());

  private Formatted() {}

  public static byte[] bytes(ReportFormat format, Profile profile) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      format.write(profile, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  public static String text(ReportFormat format, Profile profile) {
    return new String(bytes(format, profile), StandardCharsets.UTF_8);
  }

  public static JsonNode json(ReportFormat format, Profile profile) {
    return json(bytes(format, profile));
  }

  public static JsonNode json(byte[] bytes) {
    try {
      return READER.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
