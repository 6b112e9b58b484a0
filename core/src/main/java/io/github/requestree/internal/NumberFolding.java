package io.github.requestree.internal;

/**
 * Gives one name to all names that differ only in their numbers, such as those of a pool's threads.
 * Stateless.
 */
public final class NumberFolding {

  private NumberFolding() {}

  /** Returns the name with each run of digits replaced by an asterisk. */
  public static String fold(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    boolean inNumber = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit) {
        folded.append(c);
      } else if (!inNumber) {
        folded.append('*');
      }
      inNumber = digit;
    }
    return folded.toString();
  }
}
