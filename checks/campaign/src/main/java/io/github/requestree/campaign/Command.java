package io.github.requestree.campaign;

/** One of the commands of {@link Campaign}. */
public interface Command {

  /** Returns its name on the command line. */
  String name();

  /** Describes its faults in one line. */
  String summary();

  /** Injects its faults, and adds a row for each of them. */
  void run(Size size, Rows rows) throws Exception;
}
