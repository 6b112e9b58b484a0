package io.github.requestree.sampling;

import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.pacing.LookPlanner;
import io.github.requestree.sampling.pacing.RequestThreadCosts;
import io.github.requestree.sampling.pacing.SamplerCosts;
import io.github.requestree.sampling.pacing.StackChoice;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Who pays for looks: a budget for requests on demand, and one for all others. <em>Not</em>
 * thread-safe: for the sampler alone.
 */
final class Payers {

  final Payer usual;
  final Payer onDemand;

  /** An array: going through it takes no memory, of which there may be none. */
  final Payer[] all;

  final SamplerCosts costs;
  private final RequestThreadCosts requestCosts;

  /**
   * @param budget pays for the looks at requests that come by themselves
   * @param onDemandBudget pays for the looks at those on demand
   * @param requestCosts what is charged for the requests' own threads
   */
  Payers(
      RandomGenerator random,
      Budget budget,
      Budget onDemandBudget,
      SamplerCosts costs,
      RequestThreadCosts requestCosts,
      long intervalNanos) {
    this.costs = costs;
    this.requestCosts = requestCosts;
    usual = payer(random, budget, intervalNanos);
    onDemand = payer(random, onDemandBudget, intervalNanos);
    all = new Payer[] {onDemand, usual};
  }

  private Payer payer(RandomGenerator random, Budget budget, long intervalNanos) {
    LookPlanner planner = new LookPlanner(random, budget, costs, intervalNanos);
    return new Payer(budget, planner, new StackChoice<>(random));
  }

  Payer of(Segment segment) {
    return segment.profile.isOnDemand() ? onDemand : usual;
  }

  /** How many segments were running when they were seen last. */
  int running() {
    return usual.planner.running() + onDemand.planner.running();
  }

  /** How long it takes until a tick can be afforded; 0 if it can. */
  long nanosUntilTick() {
    long nanos = usual.planner.untilTick();
    return onDemand.segments.isEmpty() ? nanos : Math.min(nanos, onDemand.planner.untilTick());
  }

  /**
   * Charges what so many requests cost their own threads.
   *
   * @param asked how many of them are on demand
   */
  void chargeRequests(int requests, int asked, long now) {
    long nanos = requestCosts.of(requests, now);
    long askedNanos = nanos * Math.min(asked, requests) / requests;
    onDemand.budget.chargeRequests(askedNanos);
    usual.budget.chargeRequests(nanos - askedNanos);
  }

  /** The open segment on a thread, if there is one; the newest of several is not known. */
  @Nullable Segment segmentOn(long threadId) {
    // What a tick is looking at is not in the queue meanwhile.
    for (Payer payer : all) {
      for (Collection<Segment> some : List.of(payer.segments, payer.looked)) {
        for (Segment segment : some) {
          if (segment.threadId == threadId && segment.isOpen()) {
            return segment;
          }
        }
      }
    }
    return null;
  }
}
