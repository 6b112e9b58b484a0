package io.github.requestree.internal;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One row of the table of options. Init-params, builders, error messages and the documentation read
 * it. Immutable and thread-safe.
 *
 * @param name the name of the init-param and of the builder's method
 * @param kind the way in which a value is written
 * @param accepts tests whether a value is accepted
 * @param accepted the accepted values, in words for a value that is written
 * @param inCode the accepted values, in words for a value that code gives
 * @param byDefault the value if none is given
 * @param meaning its effect, as the documentation says it
 * @param <T> the type of its values
 */
public record Option<T>(
    String name,
    OptionKind<T> kind,
    Predicate<T> accepts,
    String accepted,
    String inCode,
    T byDefault,
    String meaning) {

  private static final int MAX_SHOWN = 60;
  private static final Pattern RANGE = Pattern.compile("(\\S+) to ([^ ,]+)(?:, or (\\S+) for .*)?");

  /**
   * Reads a row. If values have an order, the words for the accepted values are also the check:
   * {@code 1s to 24h, or 0 for never}.
   *
   * @param table lines such as {@code name | accepted | default | meaning}
   */
  public static <T> Option<T> in(String table, String name, OptionKind<T> kind) {
    String[] cells =
        table
            .lines()
            .filter(line -> line.startsWith(name + " | "))
            .findFirst()
            .orElseThrow()
            .split(" *\\| *", 4);
    T byDefault = cells[2].isEmpty() ? kind.none() : kind.read().apply(cells[2]);
    Matcher range = RANGE.matcher(cells[1]);
    if (!(byDefault instanceof Comparable) || !range.lookingAt()) {
      return new Option<>(name, kind, kind.accepts(), cells[1], cells[1], byDefault, cells[3]);
    }
    T least = kind.read().apply(range.group(1));
    T most = kind.read().apply(range.group(2));
    Predicate<T> within = value -> compare(least, value) <= 0 && compare(value, most) <= 0;
    if (range.group(3) != null) {
      within = within.or(kind.read().apply(range.group(3))::equals);
    }
    String inCode = kind.inCode().apply(least, most);
    return new Option<>(name, kind, within, cells[1], inCode, byDefault, cells[3]);
  }

  @SuppressWarnings("unchecked")
  private static <T> int compare(T one, T other) {
    return ((Comparable<T>) one).compareTo(other);
  }

  /**
   * Reads a value, with or without white space around it.
   *
   * @throws IllegalArgumentException if it is not accepted; the message names the option, the value
   *     and the accepted values
   */
  public T read(String text) {
    try {
      return checked(kind.read().apply(text.strip()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw rejected(text);
    }
  }

  /** Returns the value as it would be written; empty for an empty list and for no value. */
  public String write(T value) {
    return kind.write().apply(value);
  }

  /** Returns the value if it is accepted. Otherwise the error shows it as it would be written. */
  public T checked(T value) {
    if (!accepts.test(value)) {
      throw rejected(write(value));
    }
    return value;
  }

  /** Returns the value if it is accepted. Otherwise the error shows it as code has it. */
  public T checkedInCode(T value) {
    if (!accepts.test(value)) {
      throw new IllegalArgumentException(name + " is " + value + ", but must be " + inCode);
    }
    return value;
  }

  /** Returns the error for a value that is not accepted. */
  public IllegalArgumentException rejected(String value) {
    return new IllegalArgumentException(
        name + " is '" + shown(value) + "', but must be " + accepted);
  }

  /** Returns the text on one line and shortened, so that an error can show any text. */
  public static String shown(String text) {
    return Escapes.escape(text, MAX_SHOWN, true, false, "...");
  }
}
