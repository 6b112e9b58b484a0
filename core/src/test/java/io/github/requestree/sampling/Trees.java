package io.github.requestree.sampling;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds nodes in a finished tree, lanes left out. */
public final class Trees {

  private Trees() {}

  public static List<CallNode> all(CallNode root, Predicate<CallNode> wanted) {
    List<CallNode> found = new ArrayList<>();
    if (wanted.test(root)) {
      found.add(root);
    }
    root.children().forEach(child -> found.addAll(all(child, wanted)));
    return found;
  }

  /** The total of all nodes of this method; the method must not call itself. */
  public static long nanosOf(Profile profile, String method) {
    return all(profile.root(), node -> node.frame().name().equals(method)).stream()
        .mapToLong(CallNode::totalNanos)
        .sum();
  }

  public static CallNode node(CallNode root, String method) {
    return all(root, node -> node.frame().name().equals(method)).get(0);
  }

  public static long notSampled(Profile profile) {
    return all(profile.root(), node -> node.frame().equals(Frame.NOT_SAMPLED)).stream()
        .mapToLong(CallNode::totalNanos)
        .sum();
  }
}
