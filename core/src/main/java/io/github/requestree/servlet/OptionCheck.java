package io.github.requestree.servlet;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Checks the values of options; what is not accepted is an {@link IllegalArgumentException}. */
final class OptionCheck {

  /** What RFC 9110 keeps out of tokens, beside spaces and controls. */
  private static final String SEPARATORS = "()<>@,;:\\\"/[]?={}";

  private OptionCheck() {}

  static void that(Option option, boolean accepted, String value) {
    if (!accepted) {
      throw option.rejected(value);
    }
  }

  static void range(Option option, Duration value, Duration least, Duration most) {
    boolean within = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    that(option, within, OptionText.duration(value));
  }

  /** The list, as a copy. */
  static List<String> each(Option option, List<String> values, Predicate<String> accepted) {
    that(option, values.stream().allMatch(accepted), OptionText.list(values));
    return List.copyOf(values);
  }

  static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > ' ' && c < 0x7f && SEPARATORS.indexOf(c) < 0);
  }

  static boolean isPackage(String text) {
    return !text.isEmpty() && text.chars().allMatch(OptionCheck::isInPackage);
  }

  /** Whether it can be the name of a thread. */
  static boolean isThreadName(String text) {
    return !text.isBlank() && text.length() <= 100;
  }

  private static boolean isInPackage(int c) {
    // A minus is in no Java name, but other languages put it there, as in package-info.
    return c == '.'
        || c == '*'
        || c == '-'
        || (Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }
}
