package io.github.requestree.servlet;

import io.github.requestree.internal.GivenSecret;
import java.nio.charset.StandardCharsets;
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
              + ProfilingOptions.SECRET.accepted());
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
    String value = GivenSecret.value(text, environment).strip();
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
