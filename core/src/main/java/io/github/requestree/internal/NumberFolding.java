package io.github.requestree.internal;

/** Makes one name of many that differ in their numbers only, such as those of a pool's threads. */
public final class NumberFolding {

  private NumberFolding() {}

  /** The name with each run of digits replaced by an asterisk. */
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
