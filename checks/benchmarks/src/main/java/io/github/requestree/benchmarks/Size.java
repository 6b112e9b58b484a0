package io.github.requestree.benchmarks;

import java.util.List;

/** The size of a measurement. */
public enum Size {
  /** At most five minutes. */
  QUICK,
  /** The size of the published measurements. */
  FULL;

  /**
   * Reads {@code --quick} or {@code --full}.
   *
   * @throws IllegalArgumentException if there is neither
   */
  public static Size of(List<String> arguments) {
    if (arguments.contains("--quick")) {
      return QUICK;
    }
    if (arguments.contains("--full")) {
      return FULL;
    }
    throw new IllegalArgumentException("--quick or --full is missing in " + arguments);
  }
}
