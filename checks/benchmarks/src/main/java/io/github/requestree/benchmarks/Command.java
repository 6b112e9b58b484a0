package io.github.requestree.benchmarks;

import java.util.List;

/** One of the commands of {@link Benchmarks}. */
public interface Command {

  /** Returns its name on the command line. */
  String name();

  /** Describes the measurement in one line. */
  String summary();

  /**
   * Measures and prints its table.
   *
   * @param arguments what stood behind the command's name
   * @return whether all that it checks holds
   */
  boolean run(List<String> arguments) throws Exception;
}
