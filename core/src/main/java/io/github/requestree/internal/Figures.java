package io.github.requestree.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Prints numbers, each with its unit. Stateless and thread-safe. */
public final class Figures {
  private static final int MIN_DECIMALS = 2;
  private static final int MAX_DECIMALS = 4;
  private static final int USUAL_DECIMALS = 3;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** From here on a time of milliseconds would be rounded to a thousand. */
  public static final long LONGEST_IN_MILLIS = 999_500_000;

  private static final long SHORTEST_TOLD = 50_000;
  private static final long SHORT_NANOS = 9_950_000;

  private Figures() {}

  /**
   * Returns the number of decimals of a second that mean something: 3 at 1 ms, 2 at 10 ms; 2 to 4.
   * Never fewer, since waits are exact however rare the checks are.
   */
  public static int decimals(long resolutionNanos) {
    if (resolutionNanos <= 0) {
      return USUAL_DECIMALS;
    }
    int decimals = MIN_DECIMALS;
    for (long unit = NANOS_PER_SECOND / 100;
        unit > resolutionNanos && decimals < MAX_DECIMALS;
        unit /= 10) {
      decimals++;
    }
    return decimals;
  }

  /** Writes seconds that clocks have measured, not samples: {@code 3.006 s}. */
  public static String exactSeconds(long nanos, long resolutionNanos) {
    return seconds(nanos, Math.max(USUAL_DECIMALS, decimals(resolutionNanos)));
  }

  public static String seconds(long nanos, int decimals) {
    return rounded(nanos, 9, decimals) + " s";
  }

  public static String millis(long nanos, int decimals) {
    return rounded(nanos, 6, decimals) + " ms";
  }

  /** Returns the time in a unit of so many powers of ten. */
  private static String rounded(long nanos, int powers, int decimals) {
    BigDecimal exact = BigDecimal.valueOf(nanos, powers);
    return exact.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /** A time within a sentence: {@code 1.023 s}, {@code 60 ms}, {@code 2.4 ms}. */
  public static String time(long nanos) {
    if (nanos >= LONGEST_IN_MILLIS) {
      return seconds(nanos, USUAL_DECIMALS);
    }
    if (nanos > 0 && nanos < SHORTEST_TOLD) {
      return "<0.1 ms";
    }
    return millis(nanos, nanos == 0 || nanos >= SHORT_NANOS ? 0 : 1);
  }

  /** Writes a short time in a fitting unit: {@code 1.1 ms}, {@code 20 ms}, {@code 1.5 s}. */
  public static String shortTime(long nanos) {
    if (nanos >= NANOS_PER_SECOND) {
      return seconds(nanos, 1);
    }
    return millis(nanos, nanos < 10 * NANOS_PER_MILLI ? 1 : 0);
  }

  /**
   * Writes four characters: {@code 100%}, {@code " 67%"}, {@code " <1%"} for a share that rounds to
   * nothing.
   */
  public static String percent(long part, long whole) {
    long percent = whole <= 0 ? 0 : Math.round(100.0 * part / whole);
    String text = percent == 0 && part > 0 && whole > 0 ? "<1" : Long.toString(percent);
    return " ".repeat(Math.max(0, 3 - text.length())) + text + "%";
  }

  /** Writes {@code 1,234}. */
  public static String count(long count) {
    boolean grouped = count < 0 || count >= 1000;
    return grouped ? String.format(Locale.ROOT, "%,d", count) : Long.toString(count);
  }

  /** Writes {@code 1,234 stacks}, {@code 1 stack}. */
  public static String count(long count, String singular, String plural) {
    return count(count) + " " + (count == 1 ? singular : plural);
  }

  /** Writes {@code 512 B}, {@code 212 kB}, {@code 1.2 MB}; a kB has 1000 bytes. */
  public static String bytes(long bytes) {
    double value = bytes;
    String unit = "B";
    for (String larger : new String[] {"kB", "MB", "GB", "TB"}) {
      if (Math.round(value) < 1000) {
        break;
      }
      value /= 1000;
      unit = larger;
    }
    boolean whole = value >= 10 || unit.equals("B");
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(whole ? 0 : 1, RoundingMode.HALF_UP);
    return rounded.toPlainString() + " " + unit;
  }
}
