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
 * Holds the budgets that pay for checks: one for requests on demand, and one for all others.
 * <em>Not</em> thread-safe: for the sampler alone.
 */
final class Payers {

  final Payer usual;
  final Payer onDemand;

  /** An array: going through it takes no memory, of which there may be none. */
  final Payer[] all;

  final SamplerCosts costs;
  private final RequestThreadCosts requestCosts;

  /**
   * @param budget pays for checks of requests that come by themselves
   * @param onDemandBudget pays for checks of those on demand
   * @param requestCosts the charges for the requests' own threads
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

  /** Returns the number of segments that were running at their last check. */
  int running() {
    return usual.planner.running() + onDemand.planner.running();
  }

  /** Returns the time until a tick can be afforded; 0 if it can. */
  long nanosUntilTick() {
    long nanos = usual.planner.untilTick();
    return onDemand.segments.isEmpty() ? nanos : Math.min(nanos, onDemand.planner.untilTick());
  }

  /**
   * Charges the cost of so many requests to their own threads.
   *
   * @param asked the number of them that are on demand
   * @param young the number of those that have begun young
   */
  void chargeRequests(int requests, int asked, int young, long now) {
    long nanos = requestCosts.of(requests, young, now);
    long askedNanos = asked == 0 ? 0 : nanos * Math.min(asked, requests) / requests;
    onDemand.budget.chargeRequests(askedNanos);
    usual.budget.chargeRequests(nanos - askedNanos);
  }

  /** Returns the open segment on a thread, if there is one; the newest of several is not known. */
  @Nullable Segment segmentOn(long threadId) {
    // A segment that a tick is checking is not in the queue meanwhile.
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
