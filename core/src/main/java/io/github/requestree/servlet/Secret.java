package io.github.requestree.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The secret that allows to switch profiling on. It keeps only a digest, so that nothing can print
 * the secret. Immutable and thread-safe.
 */
final class Secret {

  static final int MIN_LENGTH = 16;
  static final int MAX_LENGTH = 200;

  /** The longest file, with room for a line's end. */
  private static final int MAX_BYTES = 1_024;

  private static final String VARIABLE = "env:";
  private static final String FILE = "file:";

  private final byte[] digest;

  private Secret(String value) {
    digest = digest(value);
  }

  /** Returns the secret that an option gives; the error does not show it. */
  static Optional<Secret> given(String text) {
    try {
      return Optional.of(of(text.strip(), System::getenv));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "secret (not shown) is "
              + e.getMessage()
              + ", but must be "
              + FilterOptions.SECRET.accepted());
    }
  }

  /**
   * Returns the secret that a text gives directly, or by its place: {@code env:NAME} or {@code
   * file:PATH}.
   *
   * @param environment gives the value of a variable, or null
   * @throws IllegalArgumentException the error, in words that do not show the secret
   */
  static Secret of(String text, UnaryOperator<@Nullable String> environment) {
    String value = value(text, environment).strip();
    if (value.length() < MIN_LENGTH) {
      throw new IllegalArgumentException("too short");
    }
    if (value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("too long");
    }
    // Header values have no charset that containers agree on.
    if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("with characters outside of printable ASCII");
    }
    return new Secret(value);
  }

  private static String value(String text, UnaryOperator<@Nullable String> environment) {
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

  /** Returns whether this is the secret, in a time that tells nothing about it. */
  boolean matches(String value) {
    return MessageDigest.isEqual(digest, digest(value));
  }

  private static byte[] digest(String value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has it", e);
    }
  }
}
