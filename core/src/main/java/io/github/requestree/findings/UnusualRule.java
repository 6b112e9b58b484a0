package io.github.requestree.findings;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.TreeDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** It took longer than requests of its route usually do, and in one call above all. */
final class UnusualRule implements Rule {

  @Override
  public List<Candidate> find(Evidence evidence) {
    Profile.Baseline usual = evidence.profile().baseline();
    if (usual == null || usual.medianNanos() >= evidence.profile().durationNanos()) {
      return List.of();
    }
    CallNode root = TreeDifference.of(evidence.profile().root(), usual.root()).root();
    // With overlaps a tree may be shorter than the usual one though the request took longer.
    CallNode call = root.totalNanos() > 0 ? call(root, evidence) : null;
    long more = evidence.profile().durationNanos() - usual.medianNanos();
    long nanos = call == null ? more : Math.min(more, call.totalNanos());
    String sentence =
        "usually "
            + Words.time(usual.medianNanos())
            + " (median of "
            + Figures.count(usual.count(), "request", "requests")
            + "): "
            + Words.time(nanos)
            + " more"
            + (call == null ? "" : " in " + Words.call(call));
    // The node of the difference is none of the profile's tree.
    return List.of(Candidate.of(Finding.Kind.UNUSUAL, sentence, nanos, null));
  }

  /**
   * Returns the innermost call of the application that has most of the whole difference; null if
   * none.
   */
  private static @Nullable CallNode call(CallNode root, Evidence evidence) {
    CallNode call = null;
    CallNode node = root;
    while (node != null) {
      if (evidence.shaping().isApplication(node.frame())) {
        call = node;
      }
      CallNode most = null;
      for (CallNode child : node.children()) {
        most = most == null || child.totalNanos() > most.totalNanos() ? child : most;
      }
      node = most != null && most.totalNanos() > root.totalNanos() / 2 ? most : null;
    }
    return call;
  }
}
