package io.github.requestree.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads secrets that stand in a text, or where it says. Stateless. */
public final class GivenSecret {

  /** The longest file, with room for a line's end. */
  public static final int MAX_BYTES = 1_024;

  private static final String VARIABLE = "env:";
  private static final String FILE = "file:";

  private GivenSecret() {}

  /**
   * Returns the secret that a text gives directly, or by its place: {@code env:NAME} or {@code
   * file:PATH}.
   *
   * @param environment gives the value of a variable, or null
   * @throws IllegalArgumentException the error, in words that do not show the secret
   */
  public static String value(String text, UnaryOperator<@Nullable String> environment) {
    if (text.startsWith(VARIABLE)) {
      String value = environment.apply(text.substring(VARIABLE.length()));
      if (value == null) {
        throw new IllegalArgumentException("in an environment variable that is not set");
      }
      return value;
    }
    return text.startsWith(FILE) ? contents(text.substring(FILE.length())) : text;
  }

  private static String contents(String name) {
    try {
      Path file = Path.of(name);
      // Reading a pipe might never end.
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException("in a file that does not exist or is no file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw new IllegalArgumentException("in a file that is too large");
        }
        return new String(bytes, StandardCharsets.UTF_8);
      }
    } catch (IOException | InvalidPathException e) {
      // Without the cause: its message has the path, which may be the secret, written by mistake.
      throw new IllegalArgumentException("in a file that cannot be read");
    }
  }
}
