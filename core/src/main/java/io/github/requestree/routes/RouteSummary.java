package io.github.requestree.routes;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Keeps the profiles of one route in one window. <em>Not</em> thread-safe. */
final class RouteSummary {

  private final RouteKey key;
  private final RouteTally.Sums added;
  private final WorstProfiles worst;
  private RouteTally.@Nullable Sums counted;
  private final MergedTree tree;
  private final OptionalSum cpuNanos = new OptionalSum();
  private final OptionalSum allocatedBytes = new OptionalSum();
  private final TextTally notes = new TextTally();
  private final MergedEvents events = new MergedEvents();
  private @Nullable FoldedName thread;
  private long overlapNanos;
  private long walks;
  private long polls;
  private long ownCostNanos;
  private long unclockedNanos;
  private double resolutionSum;
  private double resolutionWeight;

  /**
   * @param windowBudget bounds the nodes of all merged trees
   * @param worstBudget bounds the nodes of all single profiles that are kept
   */
  RouteSummary(
      RouteKey key, NodeBudget windowBudget, NodeBudget worstBudget, RandomGenerator random) {
    this.key = key;
    added = new RouteTally.Sums(random);
    worst = new WorstProfiles(worstBudget);
    tree =
        new MergedTree(
            Frame.of(Frame.Kind.ROOT, key.name()),
            new NodeBudget(MergedTree.MAX_NODES - MergedTree.OWN_NODES, windowBudget));
  }

  void add(Profile profile) {
    Profile.Request request = profile.request();
    added.add(profile.durationNanos(), request != null && request.failed(), true);
    worst.add(profile);
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

  RouteKey key() {
    return key;
  }

  /** Returns the profile that was added, if it is one and was kept whole. */
  @Nullable Profile only() {
    List<Profile> kept = worst.longestFirst();
    return added.durations.count() == 1 && kept.size() == 1 ? kept.get(0) : null;
  }

  /** Gives back the room that it took of the window's. */
  void forget() {
    tree.budget.giveAll();
    worst.forget();
  }

  /** Takes the counts of requests that ended: all of them, whether or not they were added. */
  void counted(RouteTally.Sums sums) {
    counted = sums;
  }

  boolean isCounted() {
    return counted != null;
  }

  /** Returns the figures of all requests. */
  RouteTally.Sums sums() {
    return counted == null ? added : counted;
  }

  /**
   * Returns the merged profile: the tree of those that were added, scaled to all that were long
   * enough to be added. The time of the others is not sampled.
   *
   * @param startedAt the beginning of the window
   * @param windowNanos its duration
   */
  Profile toProfile(String id, Instant startedAt, long windowNanos) {
    RouteTally.Sums all = sums();
    long seenNanos = added.durations.sumNanos();
    double factor = seenNanos == 0 ? 0 : (double) all.longEnoughNanos / seenNanos;
    boolean exact = all == added || all.longEnoughNanos == seenNanos;
    long overlap = exact ? overlapNanos : Math.round(overlapNanos * factor);
    long unseen = all.durations.sumNanos() - (exact || seenNanos > 0 ? all.longEnoughNanos : 0);
    CallNode root = tree(all, exact, all.durations.sumNanos() - unseen + overlap);
    if (unseen > 0) {
      root =
          root.toBuilder()
              .addChild(CallNode.builder(Frame.NOT_SAMPLED).selfNanos(unseen).build())
              .build();
    }
    return Profile.builder(id, key.name(), startedAt, root)
        .overlapNanos(overlap)
        .durationNanos(all.durations.sumNanos())
        .cpuNanos(
            cpuNanos.toOptional().isPresent()
                ? OptionalLong.of(root.totalCpuNanos())
                : OptionalLong.empty())
        .allocatedBytes(allocatedBytes(unseen, exact ? 1 : factor))
        .thread(thread == null ? "" : thread.toString())
        .sampling(
            new Profile.Sampling(
                walks,
                polls,
                resolutionWeight == 0 ? 0 : Math.round(resolutionSum / resolutionWeight),
                ownCostNanos,
                (exact ? unclockedNanos : Math.round(unclockedNanos * factor)) + unseen))
        .request(key.request())
        .totals(all.durations.toTotals(all.errors, worst.longestFirst()))
        .events(events.toList())
        .notes(allNotes(windowNanos, all))
        .build();
  }

  private CallNode tree(RouteTally.Sums all, boolean exact, long nanos) {
    double unseenShare = 1 - (double) added.durations.count() / Math.max(1, all.longEnough);
    CallNode estimate = TreeEstimate.of(tree, exact ? 0 : unseenShare);
    return exact ? estimate : ScaledTree.of(estimate, nanos);
  }

  private OptionalLong allocatedBytes(long unseenNanos, double factor) {
    OptionalLong known = allocatedBytes.toOptional();
    return known.isEmpty() || unseenNanos > 0
        ? OptionalLong.empty()
        : OptionalLong.of(Math.round(known.getAsLong() * factor));
  }

  private List<String> allNotes(long windowNanos, RouteTally.Sums sums) {
    List<String> all = new ArrayList<>();
    all.add(String.format(Locale.ROOT, "what ended within %.1f s", windowNanos / 1e9));
    long seen = added.durations.count();
    if (seen < sums.longEnough) {
      all.add(
          "the tree is of "
              + TextTally.partOf(seen, sums.longEnough)
              + " requests, scaled to all of them; more could not be reported within maxOverhead");
    }
    long tooShort = sums.durations.count() - sums.longEnough;
    if (tooShort > 0) {
      all.add(
          TextTally.partOf(tooShort, sums.durations.count())
              + " requests took less than slowerThan: their time is not sampled");
    }
    if (cpuNanos.knownInVain() > 0) {
      String measured = TextTally.partOf(cpuNanos.knownInVain(), seen);
      all.add("CPU time was measured for " + measured + " only");
    }
    long folded = tree.budget.callsFolded;
    if (folded > 0) {
      all.add(Figures.count(folded) + " calls did not fit into the tree: part of their callers");
    }
    long lanes = tree.budget.lanesLeftOut;
    if (lanes > 0) {
      all.add(Figures.count(lanes) + " hand-offs did not fit into the tree");
    }
    all.addAll(notes.textsWithCounts(seen));
    return all;
  }
}
