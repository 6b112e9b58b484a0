package io.github.requestree.internal;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of the table of options. Init-params, builders, errors and the documentation read it.
 * Immutable and thread-safe.
 *
 * @param name as an init-param and as a method of a builder
 * @param kind how a value is written
 * @param accepts whether a value is accepted
 * @param accepted what is accepted, in words for a value that is written
 * @param inCode what is accepted, in words for a value that code gives
 * @param byDefault the value where none is given
 * @param meaning what it does, as its documentation says
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
   * Reads a row. If values have an order, the words for what is accepted are also the check: {@code
   * 1s to 24h, or 0 for never}.
   *
   * @param table of lines such as {@code name | accepted | default | meaning}
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
   * Reads a value, with white space around it or without.
   *
   * @throws IllegalArgumentException if it is not accepted; it names the option, the value and what
   *     is accepted
   */
  public T read(String text) {
    try {
      return checked(kind.read().apply(text.strip()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw rejected(text);
    }
  }

  /** The value as it is read; empty for a list that is empty, and for what there is not. */
  public String write(T value) {
    return kind.write().apply(value);
  }

  /** The value, if it is accepted; if not, the error shows it as it would be written. */
  public T checked(T value) {
    if (!accepts.test(value)) {
      throw rejected(write(value));
    }
    return value;
  }

  /** The value, if it is accepted; if not, the error shows it as code has it. */
  public T checkedInCode(T value) {
    if (!accepts.test(value)) {
      throw new IllegalArgumentException(name + " is " + value + ", but accepted is " + inCode);
    }
    return value;
  }

  /** The error for a value that is not accepted. */
  public IllegalArgumentException rejected(String value) {
    return new IllegalArgumentException(
        name + " is '" + shown(value) + "', but accepted is " + accepted);
  }

  /** The text on one line and not too long, whoever wrote it. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length() && i < MAX_SHOWN; i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c < 0x7f;
      shown.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return text.length() > MAX_SHOWN ? shown.append("...").toString() : shown.toString();
  }
}
