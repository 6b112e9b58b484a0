package io.github.requestree.export;

import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Everything that a profile knows, as one JSON document; {@code docs/formats.md} describes it field
 * by field. The tree is the measured one: nothing is hidden or folded. Immutable and thread-safe.
 *
 * <p>All times are integers in nanoseconds. The document stands on one line and ends with a line
 * feed. Nothing in it can control a terminal or end a script that it is put into.
 */
public final class JsonReport implements ReportFormat {

  /**
   * The version of the document. It grows when a field goes away or changes its meaning; a new
   * field is no new version.
   */
  public static final int VERSION = 1;

  private final Shaping shaping;

  private JsonReport(Shaping shaping) {
    this.shaping = shaping;
  }

  /** A report in which frames of the libraries known by default are marked as such. */
  public static JsonReport create() {
    return create(Shaping.DEFAULT);
  }

  /** A report in which frames are marked that are library frames to this shaping. */
  public static JsonReport create(Shaping shaping) {
    return new JsonReport(shaping);
  }

  @Override
  public String name() {
    return "json";
  }

  @Override
  public String mediaType() {
    return "application/json";
  }

  @Override
  public String fileSuffix() {
    return ".json";
  }

  @Override
  public boolean showsTimeline() {
    return true;
  }

  @Override
  public void write(Profile profile, OutputStream out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    new JsonDocument(json, shaping).write(profile);
    json.finish();
  }

  /**
   * An object of these fields on one line, as logs want it, escaped like the document and without a
   * line feed at its end.
   *
   * @param fields texts, numbers, truth values and lists of texts by their names
   */
  public static String line(Map<String, ?> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonWriter json = new JsonWriter(out);
    try {
      json.beginObject();
      for (Map.Entry<String, ?> field : fields.entrySet()) {
        json.name(field.getKey());
        writeValue(json, field.getValue());
      }
      json.endObject().finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  private static void writeValue(JsonWriter json, Object value) throws IOException {
    if (value instanceof BigDecimal number) {
      json.value(number);
    } else if (value instanceof Number number) {
      json.value(number.longValue());
    } else if (value instanceof Boolean bool) {
      json.value(bool.booleanValue());
    } else if (value instanceof List<?> list) {
      json.beginArray();
      for (Object element : list) {
        json.value(element.toString());
      }
      json.endArray();
    } else {
      json.value(value.toString());
    }
  }
}
