package io.github.requestree.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of options: its values, and the way in which they are written. Immutable and thread-safe.
 *
 * @param none the value of an option that has no default
 * @param read reads a value, or throws an exception without a message: {@link Option} writes it
 * @param write writes a value as it is read
 * @param inCode writes a range in the units that code has for it
 * @param accepts tests whether a value may belong to this kind at all
 * @param <T> the type of the values
 */
public record OptionKind<T>(
    T none,
    Function<String, T> read,
    Function<T, String> write,
    BiFunction<T, T, String> inCode,
    Predicate<T> accepts) {

  private static final Pattern QUANTITY = Pattern.compile("(\\d{1,9})([A-Za-z]*)");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
  private static final Duration MAX_DURATION = Duration.ofNanos(Long.MAX_VALUE);

  /** Units from the largest to the smallest, so that a duration is written as short as possible. */
  private static final Map<String, Long> TIMES = new LinkedHashMap<>();

  private static final Map<String, Long> SIZES = new LinkedHashMap<>();

  static {
    TIMES.put("h", 3_600_000_000_000L);
    TIMES.put("m", 60_000_000_000L);
    TIMES.put("s", 1_000_000_000L);
    TIMES.put("ms", 1_000_000L);
    TIMES.put("us", 1_000L);
    SIZES.put("GB", 1_000_000_000L);
    SIZES.put("MB", 1_000_000L);
  }

  public static final OptionKind<Duration> DURATION =
      of(Duration.ZERO, text -> Duration.ofNanos(quantity(text, TIMES)), OptionKind::written);

  public static final OptionKind<Long> BYTES =
      of(0L, text -> quantity(text, SIZES), bytes -> written(bytes, SIZES, ""));

  public static final OptionKind<Integer> NUMBER = of(0, OptionKind::number, String::valueOf);

  /** A number per second. */
  public static final OptionKind<Integer> RATE =
      of(0, text -> number(text.replaceFirst("/s$", "")), number -> number + "/s")
          .inCode(
              (least, most) -> String.format(Locale.ROOT, "%,d to %,d per second", least, most));

  /** A share, written in percent. */
  public static final OptionKind<Double> SHARE =
      of(
              0.0,
              text ->
                  new BigDecimal(matched(PERCENT, text).group(1)).movePointLeft(2).doubleValue(),
              OptionKind::percent)
          .inCode(
              (least, most) ->
                  "%s to %s (%s to %s)"
                      .formatted(plain(least, 0), plain(most, 0), percent(least), percent(most)));

  public static final OptionKind<Boolean> FLAG = choice(List.of(false, true), String::valueOf);

  /** Any text. */
  public static final OptionKind<String> TEXT = of("", text -> text, text -> text);

  /** A kind whose ranges have the same words in code as elsewhere. */
  public static <T> OptionKind<T> of(T none, Function<String, T> read, Function<T, String> write) {
    return new OptionKind<>(
        none, read, write, (a, b) -> write.apply(a) + " to " + write.apply(b), value -> true);
  }

  /** One of these values. */
  public static <T> OptionKind<T> choice(Collection<T> values, Function<T, String> write) {
    return of(
            values.iterator().next(),
            text ->
                values.stream()
                    .filter(v -> write.apply(v).equals(text))
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new),
            write)
        .where(values::contains);
  }

  /** One of the constants of a type, in lower case. */
  public static <E extends Enum<E>> OptionKind<E> constant(Class<E> type) {
    return choice(List.of(type.getEnumConstants()), value -> value.name().toLowerCase(Locale.ROOT));
  }

  /** A comma-separated list whose entries must each be accepted. */
  public static OptionKind<List<String>> list(Predicate<String> acceptsEach) {
    return of(
            List.<String>of(),
            text -> Arrays.stream(text.split(",", -1)).map(String::strip).toList(),
            entries -> String.join(",", entries))
        .where(entries -> entries.stream().allMatch(acceptsEach));
  }

  private OptionKind<T> inCode(BiFunction<T, T, String> words) {
    return new OptionKind<>(none, read, write, words, accepts);
  }

  /** Returns the same kind, with each text changed before it is read. */
  public OptionKind<T> from(UnaryOperator<String> change) {
    return new OptionKind<>(none, change.andThen(read), write, inCode, accepts);
  }

  /** Returns the same kind, restricted to values that meet a condition. */
  public OptionKind<T> where(Predicate<T> condition) {
    return new OptionKind<>(none, read, write, inCode, accepts.and(condition));
  }

  private static int number(String text) {
    return Math.toIntExact(quantity(text, Map.of("", 1L)));
  }

  private static long quantity(String text, Map<String, Long> units) {
    Matcher matcher = matched(QUANTITY, text);
    Long unit = text.equals("0") ? Long.valueOf(1) : units.get(matcher.group(2));
    if (unit == null) {
      throw new IllegalArgumentException();
    }
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
  }

  private static String written(long value, Map<String, Long> units, String otherwise) {
    for (Map.Entry<String, Long> unit : units.entrySet()) {
      if (value != 0 && value % unit.getValue() == 0) {
        return value / unit.getValue() + unit.getKey();
      }
    }
    return value + (value == 0 ? "" : otherwise);
  }

  private static String written(Duration value) {
    boolean isWritable = !value.isNegative() && value.compareTo(MAX_DURATION) <= 0;
    return isWritable ? written(value.toNanos(), TIMES, "ns") : value.toString();
  }

  private static String percent(double share) {
    return Double.isFinite(share) ? plain(share, 2) + "%" : String.valueOf(share);
  }

  private static String plain(double value, int shift) {
    return BigDecimal.valueOf(value).movePointRight(shift).stripTrailingZeros().toPlainString();
  }

  private static Matcher matched(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException();
    }
    return matcher;
  }
}
