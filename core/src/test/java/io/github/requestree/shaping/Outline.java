package io.github.requestree.shaping;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import java.util.Locale;

/** Prints a tree for comparison: indented, {@code total name details}, lanes with an arrow. */
final class Outline {
  private Outline() {}

  static String of(CallNode root) {
    StringBuilder out = new StringBuilder();
    append(out, root, "", "");
    return out.toString();
  }

  private static void append(StringBuilder out, CallNode node, String indent, String arrow) {
    Frame frame = node.frame();
    String simpleClass = frame.className().substring(frame.className().lastIndexOf('.') + 1);
    out.append(indent)
        .append(arrow)
        .append(String.format(Locale.ROOT, "%d ", node.totalNanos() / 1_000_000))
        .append(simpleClass.isEmpty() ? "" : simpleClass + ".")
        .append(frame.name());
    node.details().forEach(detail -> out.append("  ").append(detail));
    out.append('\n');
    node.children().forEach(child -> append(out, child, indent + "  ", ""));
    node.lanes().forEach(lane -> append(out, lane, indent + "  ", "> "));
  }
}
