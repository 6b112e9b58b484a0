package io.github.requestree.internal;

import java.util.regex.Pattern;

/**
 * Gives one name to all names that differ only in their numbers, such as those of a pool's threads.
 * Stateless.
 */
public final class NumberFolding {
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private NumberFolding() {}

  /** Returns the name with each run of digits replaced by an asterisk. */
  public static String fold(String name) {
    return NUMBER.matcher(name).replaceAll("*");
  }
}
