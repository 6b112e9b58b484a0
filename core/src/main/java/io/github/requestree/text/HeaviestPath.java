package io.github.requestree.text;

import io.github.requestree.profile.CallNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the calls below each other that took at least half of the time of the one above. Stateless.
 */
final class HeaviestPath {
  private static final int MAX_CALLS = 12;

  private HeaviestPath() {}

  /** Returns them, the outermost first; of many, the innermost. */
  static List<String> in(CallNode shaped, CallText text) {
    List<String> calls = new ArrayList<>();
    CallNode node = shaped;
    while (!node.children().isEmpty()) {
      CallNode heaviest =
          node.children().stream()
              .max(Comparator.comparingLong(CallNode::totalNanos))
              .orElseThrow();
      if (heaviest.totalNanos() <= 0 || heaviest.totalNanos() < node.totalNanos() / 2) {
        break;
      }
      switch (heaviest.frame().kind()) {
        case SELF, OTHERS, HIDDEN -> {}
        default -> calls.add(text.of(heaviest.frame(), heaviest.line()));
      }
      node = heaviest;
    }
    return List.copyOf(calls.subList(Math.max(0, calls.size() - MAX_CALLS), calls.size()));
  }
}
