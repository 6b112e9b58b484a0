package io.github.requestree.example;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The factor by which a request makes everything take longer than usual. Immutable and thread-safe.
 *
 * @param factor 0.001 to 10
 */
record Scale(double factor) {

  /** The answer to a client whose scale is wrong; it does not repeat the client's text. */
  static final String WRONG = "scale must be a number from 0.001 to 10, for example ?scale=0.1";

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,9})?");
  private static final double LEAST = 0.001;
  private static final double MOST = 10;

  /** Reads the request parameter; returns null if it is wrong. No parameter means 1. */
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
