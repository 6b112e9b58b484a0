package io.github.requestree.benchmarks.micro;

import io.github.requestree.benchmarks.stats.Median;
import java.util.Locale;

/** Medians with their intervals and a unit in which they read well. */
final class Amount {

  private static final double THOUSAND = 1_000;

  private Amount() {}

  /** A time, as {@code 1.23 [1.20, 1.31] us}. */
  static String time(Median nanos) {
    return text(nanos, "ns", "us", "ms", "s");
  }

  /** A number of bytes, as {@code 1.23 [1.20, 1.31] kB}. */
  static String bytes(Median bytes) {
    return text(bytes, "B", "kB", "MB", "GB");
  }

  /** A share of one core, as {@code 1.96 [1.90, 2.01] %}. */
  static String percent(Median percent) {
    return percent.text(2) + " %";
  }

  private static String text(Median median, String... units) {
    if (median.count() == 0) {
      return "-";
    }
    int unit = 0;
    double divisor = 1;
    while (unit < units.length - 1 && Math.abs(median.value()) >= THOUSAND * divisor) {
      divisor *= THOUSAND;
      unit++;
    }
    return divided(median, divisor).text(decimals(median.value() / divisor)) + " " + units[unit];
  }

  /** Three digits, as far as they are after the point. */
  private static int decimals(double value) {
    double size = Math.abs(value);
    return size >= 100 ? 0 : size >= 10 ? 1 : 2;
  }

  private static Median divided(Median median, double by) {
    return new Median(median.value() / by, median.low() / by, median.high() / by, median.count());
  }

  /**
   * Returns the cost of the first beyond that of the second; the interval is the widest that both
   * allow.
   */
  static Median difference(Median first, Median second) {
    return new Median(
        first.value() - second.value(),
        first.low() - second.high(),
        first.high() - second.low(),
        Math.min(first.count(), second.count()));
  }

  /** A plain number. */
  static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.1f", value);
  }
}
