package io.github.requestree.example;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much longer than usual a request asks everything to take. Immutable and thread-safe.
 *
 * @param factor 0.001 to 10
 */
record Scale(double factor) {

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,9})?");
  private static final double LEAST = 0.001;
  private static final double MOST = 10;

  /**
   * Reads the request parameter; none at all means 1.
   *
   * @throws IllegalArgumentException if it is no such number; the message is for the client and
   *     does not repeat what the client sent
   */
  static Scale parse(@Nullable String text) {
    if (text == null) {
      return new Scale(1);
    }
    // Double.parseDouble alone would also take 1f, 0x1p3, NaN and blanks around.
    double factor = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : -1;
    if (factor < LEAST || factor > MOST) {
      throw new IllegalArgumentException(
          "scale must be a number from 0.001 to 10, for example ?scale=0.1");
    }
    return new Scale(factor);
  }

  Duration of(double seconds) {
    return Duration.ofNanos(Math.round(seconds * factor * 1e9));
  }
}
