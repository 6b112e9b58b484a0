package io.github.requestree.tools.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.requestree.Repeats;
import io.github.requestree.page.HtmlReport;
import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.TextReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However a file was changed: it is read, or refused in one line. */
class FuzzTest {
  private static final int FILES = Integer.getInteger("fuzzed.files", Repeats.of(100_000));
  private static final int MAX_LENGTH = 3_000;
  private static final int SHOWN = 20;

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "99999999999999999999",
    "9223372036854775807",
    "1000000000000000000",
    "0.5",
    "\"root\":",
    "\"children\":[",
    "\"frame\":7",
    "\"version\":2",
    "\"kind\":\"SELF\"",
    "{\"a\":1}",
    "\u0000",
    "\ufeff",
    "]]]]]]]]",
    "{\"children\":[{\"children\":[",
  };

  @Test
  void aChangedFileIsReadOrRefusedInOneLine() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (long seed = 0; files.size() < 50; seed++) {
      byte[] file =
          RoundTripTest.json(ManyProfiles.of(seed), Shaping.DEFAULT)
              .getBytes(StandardCharsets.UTF_8);
      if (file.length < MAX_LENGTH) {
        files.add(file);
      }
    }
    Random random = new Random(25);
    int read = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] changed = changed(files.get(random.nextInt(files.size())), random);
      try {
        KeptProfile kept = KeptProfile.read("changed.json", new ByteArrayInputStream(changed));
        if (read++ % SHOWN == 0) {
          show(kept);
        }
      } catch (UnreadableProfileException e) {
        assertThat(e.getMessage().lines()).as("%s", i).hasSize(1);
        assertThat(e.getMessage()).startsWith("changed.json ").hasSizeLessThan(310);
      } catch (RuntimeException | Error e) {
        fail("file " + i + ": " + new String(changed, StandardCharsets.UTF_8), e);
      }
    }
    assertThat(read).as("files that were still profiles").isPositive().isLessThan(FILES);
  }

  /** What was read can be shown: none of its times is beyond what is printed. */
  private static void show(KeptProfile kept) throws IOException {
    Profile profile = kept.profile();
    TextReport.builder().shaping(kept.shaping()).build().toText(profile);
    HtmlReport.builder()
        .shaping(kept.shaping())
        .build()
        .write(profile, OutputStream.nullOutputStream());
  }

  private static byte[] changed(byte[] file, Random random) {
    byte[] changed = file;
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(changed.length + 1);
      changed =
          switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(changed, Math.max(1, at));
            case 1 -> put(changed, at, at, new byte[] {(byte) random.nextInt(256)});
            case 2 ->
                put(
                    changed,
                    at,
                    Math.min(changed.length, at + 1),
                    new byte[] {(byte) random.nextInt(256)});
            case 3 ->
                put(changed, at, Math.min(changed.length, at + random.nextInt(20)), new byte[0]);
            case 4 -> {
              int end = Math.min(changed.length, at + random.nextInt(200));
              yield put(changed, at, at, Arrays.copyOfRange(changed, at, end));
            }
            default -> {
              byte[] piece = PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
              yield digits(changed, at, piece, random);
            }
          };
    }
    return changed;
  }

  /** Puts a piece where it may matter: in place of a number, or anywhere. */
  private static byte[] digits(byte[] file, int at, byte[] piece, Random random) {
    int from = at;
    while (random.nextInt(4) > 0 && from < file.length && !Character.isDigit(file[from])) {
      from++;
    }
    int to = from;
    while (to < file.length && Character.isDigit(file[to])) {
      to++;
    }
    return put(file, from, to, piece);
  }

  private static byte[] put(byte[] file, int from, int to, byte[] piece) {
    byte[] result = new byte[from + piece.length + file.length - to];
    System.arraycopy(file, 0, result, 0, from);
    System.arraycopy(piece, 0, result, from, piece.length);
    System.arraycopy(file, to, result, from + piece.length, file.length - to);
    return result.length == 0 ? new byte[] {' '} : result;
  }
}
