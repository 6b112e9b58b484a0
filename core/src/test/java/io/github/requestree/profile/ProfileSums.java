package io.github.requestree.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What every profile must satisfy, whoever made it and whatever happened. */
public final class ProfileSums {

  private ProfileSums() {}

  /** Asserts that the times of a profile add up, exactly. */
  public static void assertAddUp(Profile profile) {
    CallNode root = profile.root();
    assertThat(root.totalNanos())
        .as("segments + [await] - overlap = duration, of %s", profile.name())
        .isEqualTo(profile.durationNanos() + profile.overlapNanos());
    assertThat(profile.overlapNanos()).as("overlap").isNotNegative();
    if (profile.cpuNanos().isPresent()) {
      assertThat(root.totalCpuNanos()).as("CPU time").isEqualTo(profile.cpuNanos().getAsLong());
    }
    assertNodes(root);
    TimelineSums.assertAddUp(profile);
  }

  private static void assertNodes(CallNode root) {
    Deque<CallNode> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      CallNode node = open.pop();
      assertNode(node);
      node.children().forEach(open::push);
      node.lanes().forEach(open::push);
    }
  }

  private static void assertNode(CallNode node) {
    assertThat(node.selfNanos()).as("self time of %s", node).isNotNegative();
    assertThat(node.selfCpuNanos()).as("self CPU time of %s", node).isNotNegative();
    assertThat(node.evidence().provenNanos())
        .as("proven time of %s", node)
        .isBetween(0L, node.selfNanos());
    long waiting = 0;
    for (long nanos : node.selfWaiting().values()) {
      assertThat(nanos).as("waiting time of %s", node).isPositive();
      waiting += nanos;
    }
    assertThat(waiting).as("waiting time of %s", node).isLessThanOrEqualTo(node.selfNanos());
    long total = node.selfNanos();
    long cpu = node.selfCpuNanos();
    for (CallNode child : node.children()) {
      total += child.totalNanos();
      cpu += child.totalCpuNanos();
    }
    assertThat(node.totalNanos()).as("total of %s", node).isEqualTo(total);
    assertThat(node.totalCpuNanos()).as("total CPU time of %s", node).isEqualTo(cpu);
  }
}
