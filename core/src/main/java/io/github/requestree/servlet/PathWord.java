package io.github.requestree.servlet;

/**
 * The letters and digits of a word in a path. {@code v1}, {@code sha256}, {@code 2fa} and {@code
 * log4j2} are names. {@code 17a}, {@code A10234}, {@code 5f1d7a9c} and {@code dQw4w9WgXcQ} are ids.
 * Immutable and thread-safe.
 *
 * @param length its length
 * @param digits the number of digits
 * @param changes the number of changes between letters and digits
 * @param leading the number of digits at its beginning
 * @param hex whether all could be hexadecimal digits
 */
record PathWord(int length, int digits, int changes, int leading, boolean hex) {

  private static final int MAX_WITHOUT_DIGITS = 32;
  private static final int MAX_WITH_DIGITS = 20;

  /** The number of digits that make a number of any word. */
  private static final int NUMBER = 4;

  private static final int MIN_HEX = 8;

  static PathWord of(String text, int start, int end) {
    int digits = 0;
    int changes = 0;
    int leading = 0;
    boolean hex = true;
    boolean before = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      digits += digit ? 1 : 0;
      changes += i > start && digit != before ? 1 : 0;
      leading += digit && leading == i - start ? 1 : 0;
      hex &= digit || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
      before = digit;
    }
    return new PathWord(end - start, digits, changes, leading, hex);
  }

  /**
   * Returns whether it reads like an id rather than a name.
   *
   * @param alone whether it is a whole segment; in a compound, {@code 7} may be a version
   */
  boolean isId(boolean alone) {
    if (digits == 0) {
      return length > MAX_WITHOUT_DIGITS;
    }
    if (digits == length) {
      return alone || length >= NUMBER;
    }
    if (digits >= NUMBER || length > MAX_WITH_DIGITS || (hex && length >= MIN_HEX)) {
      return true;
    }
    if (changes == 1) {
      return leading > 1;
    }
    boolean few = digits == 1 ? length <= 10 : digits == 2 && length <= 6;
    return !few;
  }
}
