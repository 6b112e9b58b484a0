package io.github.requestree.servlet;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Reads what a proxy wrote about when a request arrived there: {@code t=1512379167.574} (nginx),
 * {@code 1512379167574} (Heroku), {@code t=1512379167574000} (Apache), or nanoseconds. The size of
 * the number tells its unit. Whatever else a header says is no time; nothing here throws.
 *
 * <p>Whole seconds are no time either: they would make up to a second of waiting out of nothing.
 */
final class QueueTime {

  /** Longer than any of the formats, with room for white space. */
  private static final int LONGEST_TEXT = 40;

  /** By how much the clocks of two machines that are kept in step may differ. */
  private static final long MOST_AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Proxies give up earlier, so what is older comes from a wrong clock, or is no time at all. */
  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

  private static final long UNKNOWN = -1;

  private QueueTime() {}

  /**
   * How long ago the request arrived, in nanoseconds. A time that is up to 100 ms ahead counts as
   * now. Empty for one further ahead, for one longer ago than an hour, and for what is no time.
   *
   * @param text the value of a header
   * @param nowMillis the wall clock, in milliseconds since 1970
   */
  static OptionalLong queuedNanos(String text, long nowMillis) {
    long arrived = text.length() > LONGEST_TEXT ? UNKNOWN : epochNanos(number(text.trim()));
    if (arrived == UNKNOWN) {
      return OptionalLong.empty();
    }
    long queued = TimeUnit.MILLISECONDS.toNanos(nowMillis) - arrived;
    return queued < -MOST_AHEAD_NANOS || queued > LONGEST_NANOS
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, queued));
  }

  private static String number(String text) {
    if (text.startsWith("t=") || text.startsWith("start=")) {
      return text.substring(text.indexOf('=') + 1).trim();
    }
    return text;
  }

  private static long epochNanos(String number) {
    int length = number.length();
    long whole = 0;
    int at = 0;
    while (at < length && isDigit(number.charAt(at))) {
      if (whole > (Long.MAX_VALUE - 9) / 10) {
        return UNKNOWN;
      }
      whole = whole * 10 + (number.charAt(at) - '0');
      at++;
    }
    boolean hasFraction = at < length;
    if (at == 0 || (hasFraction && (number.charAt(at) != '.' || at + 1 == length))) {
      return UNKNOWN;
    }
    long unit = unitNanos(whole);
    boolean wholeSeconds = unit == TimeUnit.SECONDS.toNanos(1) && !hasFraction;
    if (wholeSeconds || whole >= Long.MAX_VALUE / unit) {
      return UNKNOWN;
    }
    long nanos = whole * unit;
    for (int i = at + 1; i < length; i++) {
      if (!isDigit(number.charAt(i))) {
        return UNKNOWN;
      }
      unit /= 10;
      nanos += (number.charAt(i) - '0') * unit;
    }
    return nanos;
  }

  /** As seconds, the least number of each unit would be a year after 5000. */
  private static long unitNanos(long number) {
    if (number >= 100_000_000_000_000_000L) {
      return 1;
    }
    if (number >= 100_000_000_000_000L) {
      return TimeUnit.MICROSECONDS.toNanos(1);
    }
    if (number >= 100_000_000_000L) {
      return TimeUnit.MILLISECONDS.toNanos(1);
    }
    return TimeUnit.SECONDS.toNanos(1);
  }

  private static boolean isDigit(char c) {
    // Character.isDigit would take the digits of all scripts.
    return c >= '0' && c <= '9';
  }
}
