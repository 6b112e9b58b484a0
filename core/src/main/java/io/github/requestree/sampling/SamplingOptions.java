package io.github.requestree.sampling;

import java.time.Duration;
import java.util.Locale;

/**
 * How much may be spent on looking at threads. Immutable and thread-safe.
 *
 * @param interval the mean gap between two looks at one thread, 100 us to 10 s
 * @param maxOverhead the share of one core that profiling may cost, 0.001 to 1
 * @param maxAge a profile older than this is reported as it is and let go, 1 s to 24 h
 */
public record SamplingOptions(Duration interval, double maxOverhead, Duration maxAge) {

  private static final Duration MIN_INTERVAL = Duration.ofNanos(100_000);
  private static final Duration MAX_INTERVAL = Duration.ofSeconds(10);
  private static final Duration MIN_AGE = Duration.ofSeconds(1);
  private static final Duration MAX_AGE = Duration.ofHours(24);

  /** 1 ms, 2 % and 10 min. */
  public static final SamplingOptions DEFAULT =
      new SamplingOptions(Duration.ofMillis(1), 0.02, Duration.ofMinutes(10));

  /**
   * @throws IllegalArgumentException if a value is out of range; it names the option, the value and
   *     what is accepted
   */
  public SamplingOptions {
    require("interval", interval, "100us to 10s", within(interval, MIN_INTERVAL, MAX_INTERVAL));
    require(
        "maxOverhead",
        String.format(Locale.ROOT, "%s", maxOverhead),
        "0.001 to 1 (0.1% to 100%)",
        maxOverhead >= 0.001 && maxOverhead <= 1);
    require("maxAge", maxAge, "1s to 24h", within(maxAge, MIN_AGE, MAX_AGE));
  }

  /** The same with another interval. */
  public SamplingOptions withInterval(Duration value) {
    return new SamplingOptions(value, maxOverhead, maxAge);
  }

  /** The same with another share of one core. */
  public SamplingOptions withMaxOverhead(double value) {
    return new SamplingOptions(interval, value, maxAge);
  }

  /** The same with another age. */
  public SamplingOptions withMaxAge(Duration value) {
    return new SamplingOptions(interval, maxOverhead, value);
  }

  private static boolean within(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(String option, Object value, String accepted, boolean ok) {
    if (!ok) {
      throw new IllegalArgumentException(option + " is " + value + ", but accepted is " + accepted);
    }
  }
}
