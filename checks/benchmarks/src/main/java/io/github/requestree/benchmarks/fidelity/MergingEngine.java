package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.ProfilerStatistics;
import io.github.requestree.sampling.SamplingOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;

/** A profiler whose profiles are merged as the filter's {@code groupByPath} merges them. */
final class MergingEngine implements ProfileSink, AutoCloseable {

  /** The time in which at least one profile comes, however little is left to make reports of. */
  private static final long DELIVERY_NANOS = 60_000_000_000L;

  /**
   * The result of some requests.
   *
   * @param profile their merged profile
   * @param lost requests whose profiles were dropped, so that they are not in it
   * @param notSampledShare of the single trees, the part of the time that is not known
   * @param effectiveWalks the number of stacks of equal weight that would say as much
   * @param ticks rounds of the sampler
   * @param ownCpuShare the share of one core that sampler and reporter took, the sinks of this
   *     class included
   */
  record Merged(
      Profile profile,
      long lost,
      double notSampledShare,
      double effectiveWalks,
      long ticks,
      double ownCpuShare) {}

  private final Sums sums;
  private final Profiler profiler;
  private final List<Profile> handedOn = new ArrayList<>();
  private RouteTotals totals;
  private long accepted;
  private long durationNanos;
  private long notSampledNanos;
  private double weights;
  private double squaredWeights;
  private ProfilerStatistics before;

  /** The profiles that were lost before this window. */
  private long lostBefore;

  private long startNanos;

  MergingEngine(Sums sums) {
    this.sums = sums;
    totals = newTotals();
    profiler =
        Profiler.builder()
            .name("fidelity")
            .options(SamplingOptions.DEFAULT)
            .sink(sums)
            .sink(this)
            .build();
    before = profiler.statistics();
    startNanos = System.nanoTime();
  }

  private RouteTotals newTotals() {
    return RouteTotals.inFrontOf(handedOn::add, Duration.ofHours(1));
  }

  @Override
  public synchronized void accept(Profile profile) {
    totals.accept(profile);
    accepted++;
    durationNanos += profile.durationNanos();
    notSampledNanos += MethodTimes.notSampledNanos(profile.root());
    addWeights(profile.root());
  }

  private void addWeights(CallNode root) {
    Deque<CallNode> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      CallNode node = open.pop();
      if (node.evidence().walks() > 0) {
        double weight = node.evidence().weightNanos();
        weights += weight;
        squaredWeights += weight * weight / node.evidence().walks();
      }
      node.children().forEach(open::push);
    }
  }

  /** Profiles one request. */
  void request(Callable<?> work) throws Exception {
    profiler.call("merged", work);
  }

  /** Counts from here. */
  void startWindow() {
    before = profiler.statistics();
    startNanos = System.nanoTime();
  }

  /** Ends the window of so many requests: all that were made since the last window ended. */
  Merged merged(long requests) throws InterruptedException {
    long wallNanos = System.nanoTime() - startNanos;
    ProfilerStatistics after = awaitDelivery(requests);
    Merged merged = endWindow(after, wallNanos);
    sums.accept(merged.profile());
    return merged;
  }

  private synchronized Merged endWindow(ProfilerStatistics after, long wallNanos) {
    totals.close();
    totals = newTotals();
    if (handedOn.size() != 1) {
      throw new IllegalStateException(handedOn.size() + " merged profiles instead of one");
    }
    Merged merged =
        new Merged(
            handedOn.remove(0),
            lost(after) - lostBefore,
            (double) notSampledNanos / durationNanos,
            squaredWeights == 0 ? 0 : weights * weights / squaredWeights,
            after.ticks() - before.ticks(),
            (double) (after.ownCpuNanos() - before.ownCpuNanos()) / wallNanos);
    lostBefore = lost(after);
    accepted = 0;
    durationNanos = 0;
    notSampledNanos = 0;
    weights = 0;
    squaredWeights = 0;
    return merged;
  }

  private ProfilerStatistics awaitDelivery(long requests) throws InterruptedException {
    long leastMissing = requests + 1;
    long since = System.nanoTime();
    while (true) {
      ProfilerStatistics now = profiler.statistics();
      long missing = requests - accepted() - lost(now) + lostBefore;
      if (missing == 0) {
        return now;
      }
      if (missing < leastMissing) {
        leastMissing = missing;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > DELIVERY_NANOS) {
        throw new IllegalStateException(missing + " profiles are missing: " + now);
      }
      Thread.sleep(5);
    }
  }

  /** Returns the number of profiles that never came here: dropped, or lost to this sink alone. */
  private static long lost(ProfilerStatistics now) {
    return now.dropped() + now.sinks().get(1).lost();
  }

  private synchronized long accepted() {
    return accepted;
  }

  @Override
  public void close() {
    profiler.close();
  }
}
