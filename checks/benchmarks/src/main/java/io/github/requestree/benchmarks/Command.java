package io.github.requestree.benchmarks;

import java.util.List;

/** One of the commands of {@link Benchmarks}. */
public interface Command {

  /** What it is called on the command line. */
  String name();

  /** What it measures, in one line. */
  String summary();

  /**
   * Measures and prints its table.
   *
   * @param arguments what stood behind the command's name
   * @return whether all that it checks holds
   */
  boolean run(List<String> arguments) throws Exception;
}
