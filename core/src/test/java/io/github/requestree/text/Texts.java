package io.github.requestree.text;

/** Takes reports to pieces. */
final class Texts {

  private Texts() {}

  /** The lines of the tree; what the root's line says of the whole is left out. */
  static String treeOf(String report) {
    String[] blocks = report.split("\n\n", -1);
    for (String block : blocks) {
      if (block.startsWith("  ") && block.contains("%  ")) {
        return block.replaceFirst(" {3}(cpu|waiting|allocated|thread) .*", "") + "\n";
      }
    }
    throw new AssertionError("no tree in\n" + report);
  }

  /** What stands below the tree, between the two empty lines. */
  static String eventsOf(String report) {
    return report.substring(report.indexOf("\n\n", report.indexOf("%  ")) + 2).split("\n\n", 2)[0]
        + "\n";
  }
}
