package io.github.requestree.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every timeline must satisfy: it is the tree once more, in the order of events. */
final class TimelineSums {

  private static final int MAX_RUNS = 2_000;

  /** What one tree, or all lanes of one thread, say of each path in it. */
  private static final class Paths {
    final Map<List<Frame>, Long> nanos = new HashMap<>();
    final Map<List<Frame>, Set<WaitKind>> waits = new HashMap<>();

    void add(List<Frame> path, CallNode node, Map<String, Paths> lanes) {
      if (node.frame().kind() != Frame.Kind.IN_LANES) {
        // A node of no time is a path too.
        nanos.merge(path, node.selfNanos(), Long::sum);
        waits
            .computeIfAbsent(path, key -> EnumSet.noneOf(WaitKind.class))
            .addAll(node.selfWaiting().keySet());
      }
      for (CallNode child : node.children()) {
        List<Frame> below = new ArrayList<>(path);
        below.add(child.frame());
        add(List.copyOf(below), child, lanes);
      }
      for (CallNode lane : node.lanes()) {
        lanes.computeIfAbsent(lane.frame().name(), key -> new Paths()).add(List.of(), lane, lanes);
      }
    }

    long sum() {
      return nanos.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private TimelineSums() {}

  /** Asserts it of a profile, if it has a timeline. */
  static void assertAddUp(Profile profile) {
    Timeline timeline = profile.timeline();
    if (timeline.tracks().isEmpty()) {
      return;
    }
    Map<String, Paths> lanes = new HashMap<>();
    Paths own = new Paths();
    own.add(List.of(), profile.root(), lanes);

    long lastStart = Long.MIN_VALUE;
    int runs = 0;
    Paths seenOwn = new Paths();
    Map<String, Paths> seenLanes = new HashMap<>();
    for (Timeline.Track track : timeline.tracks()) {
      Paths seen =
          track.lane() ? seenLanes.computeIfAbsent(track.thread(), key -> new Paths()) : seenOwn;
      assertInOrder(track);
      for (Timeline.Run run : track.runs()) {
        seen.nanos.merge(run.stack(), run.nanos(), Long::sum);
        if (run.waiting() != null) {
          seen.waits
              .computeIfAbsent(run.stack(), key -> EnumSet.noneOf(WaitKind.class))
              .add(run.waiting());
        }
      }
      runs += track.runs().size();
      if (!track.runs().isEmpty()) {
        assertThat(track.runs().get(0).startNanos()).as("order").isGreaterThanOrEqualTo(lastStart);
        lastStart = track.runs().get(0).startNanos();
      }
    }
    assertThat(runs).isLessThanOrEqualTo(MAX_RUNS);
    assertThat(timeline.mergedRuns()).isNotNegative();
    if (timeline.tracks().size() == MAX_RUNS) {
      // More stays and awaits than runs: some are missing.
      return;
    }
    boolean exact = timeline.mergedRuns() == 0;
    assertSame(seenOwn, own, exact);
    assertThat(lanes.keySet()).containsAll(seenLanes.keySet());
    lanes.forEach(
        (thread, paths) -> assertSame(seenLanes.getOrDefault(thread, new Paths()), paths, exact));
  }

  private static void assertInOrder(Timeline.Track track) {
    long end = track.runs().isEmpty() ? 0 : track.runs().get(0).startNanos();
    for (Timeline.Run run : track.runs()) {
      assertThat(run.nanos()).as("a run on %s", track.thread()).isPositive();
      assertThat(run.startNanos()).as("no gap, no overlap on %s", track.thread()).isEqualTo(end);
      end += run.nanos();
    }
    for (int i = 1; i < track.runs().size(); i++) {
      Timeline.Run before = track.runs().get(i - 1);
      Timeline.Run run = track.runs().get(i);
      assertThat(run.stack().equals(before.stack()) && run.waiting() == before.waiting())
          .as("the same twice on %s: %s", track.thread(), run)
          .isFalse();
    }
  }

  private static void assertSame(Paths seen, Paths tree, boolean exact) {
    assertThat(tree.nanos.keySet()).as("paths of the tree").containsAll(seen.nanos.keySet());
    assertThat(seen.sum()).as("all runs").isEqualTo(tree.sum());
    seen.waits.forEach(
        (path, kinds) -> assertThat(tree.waits.get(path)).as("%s", path).containsAll(kinds));
    if (exact) {
      tree.nanos.forEach(
          (path, nanos) ->
              assertThat(seen.nanos.getOrDefault(path, 0L))
                  .as("runs on %s", path)
                  .isEqualTo(nanos));
    }
  }
}
