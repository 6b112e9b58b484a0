package io.github.requestree.campaign;

import java.util.List;
import java.util.Locale;

/** The size of a campaign. */
public enum Size {
  /** The size that continuous integration runs: all commands together within four minutes. */
  QUICK,
  /** The size of the published table. */
  FULL;

  /**
   * Reads {@code --quick} or {@code --full}.
   *
   * @throws IllegalArgumentException if there is neither
   */
  static Size of(List<String> arguments) {
    for (Size size : values()) {
      if (arguments.contains("--" + size.word())) {
        return size;
      }
    }
    throw new IllegalArgumentException("--quick or --full is missing in " + arguments);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the first value for {@link #QUICK}, the second one for {@link #FULL}. */
  public int pick(int quick, int full) {
    return this == QUICK ? quick : full;
  }
}
