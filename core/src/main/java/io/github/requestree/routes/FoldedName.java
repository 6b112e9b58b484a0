package io.github.requestree.routes;

import io.github.requestree.internal.NumberFolding;
import io.github.requestree.profile.SafeText;

/**
 * One name for many that differ only in their numbers, such as those of a pool's threads: {@code
 * qtp1-33} as long as it is alone, then {@code qtp*-*}. <em>Not</em> thread-safe.
 */
final class FoldedName {

  /**
   * The longest name; longer ones are cut, since application code chooses them and a window keeps
   * them.
   */
  private static final int MAX_CHARS = 256;

  private static final String SEVERAL = "[several]";

  private String name;

  FoldedName(String first) {
    name = SafeText.cutWithEllipsis(first, MAX_CHARS);
  }

  /** Makes this name stand for another one too. */
  void add(String other) {
    String next = SafeText.cutWithEllipsis(other, MAX_CHARS);
    if (name.equals(next)) {
      return;
    }
    String folded = fold(next);
    name = fold(name).equals(folded) ? folded : SEVERAL;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Returns the name with each run of digits replaced by an asterisk. */
  static String fold(String name) {
    return NumberFolding.fold(SafeText.cutWithEllipsis(name, MAX_CHARS));
  }
}
