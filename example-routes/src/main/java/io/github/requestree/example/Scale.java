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

  /** What a client is told whose scale is wrong; it does not repeat what the client sent. */
  static final String WRONG = "scale must be a number from 0.001 to 10, for example ?scale=0.1";

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,9})?");
  private static final double LEAST = 0.001;
  private static final double MOST = 10;

  /** Reads the request parameter; null if it is wrong. None at all means 1. */
  static @Nullable Scale parse(@Nullable String text) {
    if (text == null) {
      return new Scale(1);
    }
    // Double.parseDouble alone would also take 1f, 0x1p3, NaN and blanks around.
    double factor = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : -1;
    return factor >= LEAST && factor <= MOST ? new Scale(factor) : null;
  }

  Duration of(double seconds) {
    return Duration.ofNanos(Math.round(seconds * factor * 1e9));
  }
}
