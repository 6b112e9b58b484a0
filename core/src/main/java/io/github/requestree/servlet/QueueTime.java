package io.github.requestree.servlet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the time at which a request arrived at a proxy: {@code t=1512379167.574} (nginx), {@code
 * 1512379167574} (Heroku), {@code t=1512379167574000} (Apache), or nanoseconds. The size of the
 * number tells its unit. Any other text is no time; nothing here throws.
 *
 * <p>Whole seconds are no time either: they would make up to a second of waiting out of nothing.
 */
final class QueueTime {

  /** The longest text: longer than any of the formats, with room for white space. */
  private static final int MAX_TEXT = 40;

  private static final Pattern NUMBER =
      Pattern.compile("(?:(?:t|start)=[\\x00-\\x20]*)?(\\d+(?:\\.\\d+)?)");

  /** The difference that the clocks of two synchronised machines may have. */
  private static final BigDecimal MIN_NANOS =
      BigDecimal.valueOf(-TimeUnit.MILLISECONDS.toNanos(100));

  /**
   * The longest wait. Proxies give up earlier, so an older time comes from a wrong clock, or is no
   * time at all.
   */
  private static final BigDecimal MAX_NANOS = BigDecimal.valueOf(TimeUnit.HOURS.toNanos(1));

  private QueueTime() {}

  /**
   * Returns the time since the request arrived, in nanoseconds. A time that is up to 100 ms ahead
   * counts as now. Empty for one further ahead, for one longer ago than an hour, and for text that
   * is no time.
   *
   * @param text the value of a header
   * @param nowMillis the wall clock, in milliseconds since 1970
   */
  static OptionalLong queuedNanos(String text, long nowMillis) {
    if (text.length() > MAX_TEXT) {
      return OptionalLong.empty();
    }
    Matcher matcher = NUMBER.matcher(text.trim());
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    // As seconds, the least number of each unit would be a year after 5000.
    int digits = number.precision() - number.scale();
    int power = digits >= 18 ? 0 : digits >= 15 ? 3 : digits >= 12 ? 6 : 9;
    boolean wholeSeconds = power == 9 && number.scale() == 0;
    BigDecimal arrived = number.movePointRight(power).setScale(0, RoundingMode.DOWN);
    BigDecimal queued = BigDecimal.valueOf(nowMillis).movePointRight(6).subtract(arrived);
    return wholeSeconds || queued.compareTo(MIN_NANOS) < 0 || queued.compareTo(MAX_NANOS) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, queued.longValue()));
  }
}
