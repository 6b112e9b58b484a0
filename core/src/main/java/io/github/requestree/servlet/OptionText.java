package io.github.requestree.servlet;

import io.github.requestree.text.LogSink;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes the values of options as text. What it cannot read is an {@link
 * IllegalArgumentException} without words: {@link Option} knows what to say.
 */
final class OptionText {

  private static final int LONGEST_SHOWN = 60;
  private static final long MB = 1_000_000;
  private static final long GB = 1_000_000_000;

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(us|ms|s|m|h)");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
  private static final Pattern PER_SECOND = Pattern.compile("(\\d{1,9})(?:/s)?");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,9})(MB|GB)");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** From the largest unit to the smallest, so that a duration is written as short as it can be. */
  private enum Unit {
    H("h", Duration.ofHours(1)),
    M("m", Duration.ofMinutes(1)),
    S("s", Duration.ofSeconds(1)),
    MS("ms", Duration.ofMillis(1)),
    US("us", Duration.ofNanos(1_000)),
    NS("ns", Duration.ofNanos(1));

    final String text;
    final Duration length;

    Unit(String text, Duration length) {
      this.text = text;
      this.length = length;
    }
  }

  private OptionText() {}

  static Duration duration(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = matched(DURATION, text);
    long count = Long.parseLong(matcher.group(1));
    return Unit.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)).length.multipliedBy(count);
  }

  static String duration(Duration value) {
    if (value.isZero()) {
      return "0";
    }
    for (Unit unit : Unit.values()) {
      long count = value.dividedBy(unit.length);
      if (count > 0 && unit.length.multipliedBy(count).equals(value)) {
        return count + unit.text;
      }
    }
    return value.toString();
  }

  /** A share, given in percent. */
  static double percent(String text) {
    return new BigDecimal(matched(PERCENT, text).group(1)).movePointLeft(2).doubleValue();
  }

  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return String.valueOf(share);
    }
    BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2);
    return (percent.signum() == 0 ? "0" : percent.stripTrailingZeros().toPlainString()) + "%";
  }

  static LogSink.Format logFormat(String text) {
    return switch (text) {
      case "text" -> LogSink.Format.TEXT;
      case "json" -> LogSink.Format.JSON;
      default -> throw new IllegalArgumentException();
    };
  }

  static long bytes(String text) {
    Matcher matcher = matched(BYTES, text);
    return Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("GB") ? GB : MB);
  }

  static String bytes(long value) {
    if (value % MB != 0) {
      return String.valueOf(value);
    }
    return value % GB == 0 ? value / GB + "GB" : value / MB + "MB";
  }

  static int perSecond(String text) {
    return Integer.parseInt(matched(PER_SECOND, text).group(1));
  }

  static int number(String text) {
    return Integer.parseInt(matched(NUMBER, text).group());
  }

  static boolean bool(String text) {
    // Boolean.parseBoolean would take "yes" for false.
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException();
    }
    return text.equals("true");
  }

  static List<String> list(String text) {
    List<String> entries = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      entries.add(entry.strip());
    }
    return entries;
  }

  static String list(List<String> entries) {
    return String.join(",", entries);
  }

  /** The text on one line and not too long, whoever wrote it. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && i < LONGEST_SHOWN; i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c < 0x7f;
      shown.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return text.length() > LONGEST_SHOWN ? shown.append("...").toString() : shown.toString();
  }

  private static Matcher matched(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException();
    }
    return matcher;
  }
}
