package io.github.requestree.routes;

import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All that is kept of the profiles of one route in one window. */
final class RouteSummary {

  private final RouteKey key;
  private final Durations durations;
  private final MergedTree tree;
  private final OptionalSum cpuNanos = new OptionalSum();
  private final OptionalSum allocatedBytes = new OptionalSum();
  private final TextTally notes = new TextTally();
  private final MergedEvents events = new MergedEvents();
  private @Nullable FoldedName thread;
  private long errors;
  private long overlapNanos;
  private long walks;
  private long polls;
  private long ownCostNanos;
  private long unclockedNanos;
  private double resolutionSum;
  private double resolutionWeight;

  RouteSummary(RouteKey key, NodeBudget windowBudget, RandomGenerator random) {
    this.key = key;
    durations = new Durations(random);
    tree =
        new MergedTree(
            Frame.of(Frame.Kind.ROOT, key.name()),
            new NodeBudget(MergedTree.MOST_NODES - MergedTree.OWN_NODES, windowBudget));
  }

  void add(Profile profile) {
    durations.add(profile.durationNanos());
    if (profile.request() != null && profile.request().failed()) {
      errors++;
    }
    overlapNanos += profile.overlapNanos();
    cpuNanos.add(profile.cpuNanos());
    allocatedBytes.add(profile.allocatedBytes());
    addSampling(profile);
    notes.addAll(profile.notes());
    events.addAll(profile.events());
    if (thread == null) {
      thread = new FoldedName(profile.thread());
    }
    thread.add(profile.thread());
    TreeMerger.merge(profile.root(), tree);
  }

  private void addSampling(Profile profile) {
    Profile.Sampling sampling = profile.sampling();
    walks += sampling.walks();
    polls += sampling.polls();
    ownCostNanos += sampling.ownCostNanos();
    unclockedNanos += sampling.unclockedNanos();
    // The nanosecond more keeps a route whose requests took no time from dividing by zero.
    double weight = profile.durationNanos() + 1.0;
    resolutionSum += weight * sampling.resolutionNanos();
    resolutionWeight += weight;
  }

  /** How long all the requests took together. */
  long durationNanos() {
    return durations.sumNanos();
  }

  /**
   * The merged profile.
   *
   * @param startedAt when the window began
   * @param windowNanos how long it lasted
   */
  Profile toProfile(String id, Instant startedAt, long windowNanos) {
    return Profile.builder(id, key.name(), startedAt, TreeEstimate.of(tree))
        .overlapNanos(overlapNanos)
        .durationNanos(durations.sumNanos())
        .cpuNanos(cpuNanos.toOptional())
        .allocatedBytes(allocatedBytes.toOptional())
        .thread(thread == null ? "" : thread.toString())
        .sampling(
            new Profile.Sampling(
                walks,
                polls,
                Math.round(resolutionSum / resolutionWeight),
                ownCostNanos,
                unclockedNanos))
        .request(key.request())
        .totals(durations.toTotals(errors))
        .events(events.toList())
        .notes(allNotes(windowNanos))
        .build();
  }

  private List<String> allNotes(long windowNanos) {
    List<String> all = new ArrayList<>();
    all.add(String.format(Locale.ROOT, "what ended within %.1f s", windowNanos / 1e9));
    if (cpuNanos.knownInVain() > 0) {
      all.add(
          String.format(
              Locale.ROOT,
              "CPU time was measured for %,d of %,d only",
              cpuNanos.knownInVain(),
              durations.count()));
    }
    long folded = tree.budget.callsFolded();
    if (folded > 0) {
      all.add(
          String.format(
              Locale.ROOT, "%,d calls did not fit into the tree: part of their callers", folded));
    }
    long lanes = tree.budget.lanesLeftOut();
    if (lanes > 0) {
      all.add(String.format(Locale.ROOT, "%,d lanes did not fit into the tree", lanes));
    }
    all.addAll(notes.textsWithCounts(durations.count()));
    return all;
  }
}
