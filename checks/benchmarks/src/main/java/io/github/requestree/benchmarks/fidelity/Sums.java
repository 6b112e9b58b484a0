package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Checks of each profile that its times add up to the nanosecond. Thread-safe. */
final class Sums implements ProfileSink {

  private static final int MOST_KEPT = 10;

  private final List<String> violations = new ArrayList<>();
  private long profiles;
  private long wrong;

  @Override
  public synchronized void accept(Profile profile) {
    profiles++;
    List<String> found = violationsIn(profile);
    if (!found.isEmpty()) {
      wrong++;
      found.stream().limit(MOST_KEPT - violations.size()).forEach(violations::add);
    }
  }

  /** Returns the number of profiles that were checked. */
  synchronized long profiles() {
    return profiles;
  }

  /** Returns the number of them that did not add up. */
  synchronized long wrong() {
    return wrong;
  }

  /** The first violations. */
  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  static List<String> violationsIn(Profile profile) {
    List<String> found = new ArrayList<>();
    CallNode root = profile.root();
    long expected = profile.durationNanos() + profile.overlapNanos();
    if (root.totalNanos() != expected || profile.overlapNanos() < 0) {
      found.add(profile.name() + ": " + root.totalNanos() + " ns in the tree of " + expected);
    }
    if (profile.cpuNanos().isPresent() && root.totalCpuNanos() != profile.cpuNanos().getAsLong()) {
      found.add(
          profile.name()
              + ": "
              + root.totalCpuNanos()
              + " ns of CPU in the tree of "
              + profile.cpuNanos().getAsLong());
    }
    Deque<CallNode> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      CallNode node = open.pop();
      if (!addsUp(node)) {
        found.add(profile.name() + ": " + node + " does not add up");
      }
      node.children().forEach(open::push);
      node.lanes().forEach(open::push);
    }
    return found;
  }

  private static boolean addsUp(CallNode node) {
    long total = node.selfNanos();
    long cpu = node.selfCpuNanos();
    for (CallNode child : node.children()) {
      total += child.totalNanos();
      cpu += child.totalCpuNanos();
    }
    long waiting = 0;
    for (long nanos : node.selfWaiting().values()) {
      if (nanos <= 0) {
        return false;
      }
      waiting += nanos;
    }
    return node.totalNanos() == total
        && node.totalCpuNanos() == cpu
        && node.selfNanos() >= 0
        && node.selfCpuNanos() >= 0
        && waiting <= node.selfNanos()
        && node.evidence().provenNanos() >= 0
        && node.evidence().provenNanos() <= node.selfNanos();
  }
}
