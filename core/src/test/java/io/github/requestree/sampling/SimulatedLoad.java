package io.github.requestree.sampling;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.sampling.pacing.LookPlanner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Clients that send one request after the other, on fake time, and a sampler that wakes as its
 * thread would: late, and woken by a new request only if it would otherwise sleep too long. What is
 * sampled is merged per route; what really happened is kept beside it.
 */
final class SimulatedLoad extends FakeWorld {

  /** One step of a request: how long, where, and whether it runs there or sleeps. */
  record Step(long nanos, String method, boolean runs) {}

  private record Event(long nanos, Runnable what) {}

  private enum Sampling {
    /** Acts at a time that nobody can change. */
    COMING,
    /** As above, and then it goes on sleeping if nothing new is there. */
    EARNING,
    /** A new request may wake it. */
    SLEEPING
  }

  private static final long PATIENCE = 2 * MS;
  private static final long ON_CPU_SOON = 5 * US;

  private final SplittableRandom random;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::nanos));
  private final List<Profile> merged = new ArrayList<>();

  /** The profiles of single requests, in the order of their ends. */
  final List<Profile> singles = new ArrayList<>();

  private final RouteTotals totals = RouteTotals.inFrontOf(merged::add, Duration.ofHours(1));
  private final Map<String, Map<String, Long>> truth = new HashMap<>();
  private final Map<String, Map<String, Long>> plainSums = new HashMap<>();
  private double deliveredShare = 1;
  private LongUnaryOperator lateness = running -> 0;
  private boolean ticking;
  private int running;
  private Sampling sampling = Sampling.SLEEPING;
  private long actsAt = Long.MAX_VALUE;
  private long next = Sampler.IDLE;
  private long since = LookPlanner.WOKEN;
  private long tookInAt;
  private @Nullable Segment newest;

  SimulatedLoad(double maxOverhead, long seed) {
    super(SamplingOptions.DEFAULT.withMaxOverhead(maxOverhead), seed);
    random = new SplittableRandom(seed + 1);
  }

  /** How late the sampler wakes, given how many requests are open. */
  SimulatedLoad wakingLate(LongUnaryOperator byOpenRequests) {
    lateness = byOpenRequests;
    return this;
  }

  /** Has only this part of the requests, by chance, be delivered; all of them are counted. */
  SimulatedLoad delivering(double share) {
    deliveredShare = share;
    return this;
  }

  long exponential(long mean) {
    return (long) (-mean * Math.log(1 - random.nextDouble()));
  }

  /** Adds a client that sends so many requests to a route, with pauses of this mean. */
  SimulatedLoad client(
      String route,
      int requests,
      long pauseNanos,
      Function<SplittableRandom, List<Step>> requestOf) {
    in(exponential(pauseNanos), () -> begins(route, requests, pauseNanos, requestOf));
    return this;
  }

  private void begins(
      String route,
      int requests,
      long pauseNanos,
      Function<SplittableRandom, List<Step>> requestOf) {
    FakeThread thread = FakeThread.request("worker");
    List<Step> steps = requestOf.apply(random);
    for (Step step : steps) {
      if (step.runs()) {
        thread.runs(step.nanos(), "app.Code." + step.method() + ":1");
      } else {
        thread.sleeps(step.nanos(), "app.Code." + step.method() + ":1");
      }
      truth
          .computeIfAbsent(route, key -> new HashMap<>())
          .merge(step.method(), step.nanos(), Long::sum);
    }
    ActiveProfile active = begin(route);
    running++;
    Segment segment = enters(active, thread);
    in(
        thread.lengthNanos(),
        () -> {
          active.state().close(segment);
          running--;
          in(
              captureNanos,
              () -> {
                ended(active.stop());
                forget(thread);
              });
          if (requests > 1) {
            client(route, requests - 1, pauseNanos, requestOf);
          }
        });
  }

  private void ended(Profile single) {
    singles.add(single);
    if (deliveredShare < 1) {
      totals.ended(new ProfileSink.End(single.name(), null, single.durationNanos(), true));
    }
    if (deliveredShare == 1 || random.nextDouble() < deliveredShare) {
      totals.accept(single);
    }
    Map<String, Long> sums = plainSums.computeIfAbsent(single.name(), key -> new HashMap<>());
    for (CallNode child : single.root().children()) {
      if (child.frame().isMethod()) {
        sums.merge(child.frame().name(), child.totalNanos(), Long::sum);
      }
    }
  }

  private void in(long nanos, Runnable what) {
    events.add(new Event(nanoTime() + nanos, what));
  }

  /** Plays it all. */
  SimulatedLoad play() {
    while (!events.isEmpty()) {
      Event event = events.element();
      if (actsAt <= event.nanos()) {
        advance(Math.max(0, actsAt - nanoTime()));
        act();
      } else {
        playNext();
      }
    }
    totals.close();
    merged.forEach(ProfileSums::assertAddUp);
    return this;
  }

  @Override
  void opened(Segment segment) {
    segment.nextNew = newest;
    newest = segment;
    boolean tooLate = next == Sampler.IDLE || next - nanoTime() > PATIENCE;
    if (sampling == Sampling.SLEEPING && tooLate) {
      comesAt(nanoTime() + late(), LookPlanner.WOKEN);
    }
  }

  /** A request reads its own clock at its own cost. */
  @Override
  public long cpuNanos(Thread thread) {
    return ticking ? super.cpuNanos(thread) : cpuClockOf(thread);
  }

  /** Requests go on meanwhile, and end. */
  @Override
  void passesWhileCapturing(long forNanos) {
    long until = nanoTime() + forNanos;
    while (!events.isEmpty() && events.element().nanos() <= until) {
      playNext();
    }
    advance(until - nanoTime());
  }

  private void playNext() {
    Event event = events.remove();
    // Those that were due while the sampler worked come late.
    advance(Math.max(0, event.nanos() - nanoTime()));
    event.what().run();
  }

  private void act() {
    if (sampling == Sampling.EARNING && newest == null) {
      sleep();
      return;
    }
    sampling = Sampling.COMING;
    tookInAt = nanoTime();
    Segment taken = newest;
    newest = null;
    profiler.engine.sampler().takeIn(taken, since);
    ticking = true;
    next = profiler.engine.sampler().tick();
    ticking = false;
    if (next != Sampler.IDLE && next <= nanoTime()) {
      comesAt(nanoTime() + ON_CPU_SOON, tookInAt);
      return;
    }
    long broke = profiler.engine.sampler().payers().nanosUntilTick();
    if (broke > 0) {
      long until = next == Sampler.IDLE ? broke : Math.min(broke, next - nanoTime());
      comesAt(nanoTime() + until + late(), tookInAt);
      sampling = Sampling.EARNING;
    } else {
      sleep();
    }
  }

  private void sleep() {
    sampling = Sampling.SLEEPING;
    since = Math.max(nanoTime(), next - PATIENCE);
    actsAt = next == Sampler.IDLE ? Long.MAX_VALUE : Math.max(next, nanoTime()) + late();
  }

  private void comesAt(long nanos, long sinceNanos) {
    sampling = Sampling.COMING;
    actsAt = nanos;
    since = sinceNanos;
  }

  private long late() {
    return lateness.applyAsLong(running);
  }

  Profile merged(String route) {
    return merged.stream().filter(p -> p.name().equals(route)).findFirst().orElseThrow();
  }

  /** The share of the route's time that was really spent in the method. */
  double truth(String route, String method) {
    return share(truth.get(route), method);
  }

  /** The share that the merged tree states. */
  double estimate(String route, String method) {
    Profile profile = merged(route);
    return node(route, method).totalNanos() / (double) profile.durationNanos();
  }

  /** The share of the route's time of which the merged tree says that nobody knows. */
  double notSampled(String route) {
    Profile profile = merged(route);
    return profile.root().children().stream()
            .filter(child -> child.frame().equals(Frame.NOT_SAMPLED))
            .mapToLong(CallNode::totalNanos)
            .sum()
        / (double) profile.durationNanos();
  }

  /** How many walks of equal weight would say as much as those that were taken. */
  double effectiveWalks(String route) {
    double weights = 0;
    double squares = 0;
    for (CallNode node : Trees.all(merged(route).root(), any -> true)) {
      weights += (double) node.evidence().weightNanos();
      squares += node.evidence().weightSquares();
    }
    return weights * weights / squares;
  }

  /** What the share would be if each walk counted the same. */
  double byEqualWeights(String route, String method) {
    return node(route, method).totalWalks() / (double) merged(route).root().totalWalks();
  }

  /** What the share would be in the plain sum of the single trees. */
  double byPlainSum(String route, String method) {
    return share(plainSums.get(route), method);
  }

  /** The node of a method in the route's merged tree; an empty one if no walk met it. */
  CallNode node(String route, String method) {
    return merged(route).root().children().stream()
        .filter(child -> child.frame().name().equals(method))
        .findFirst()
        .orElseGet(() -> CallNode.builder(Frame.method("app.Code", method, null)).build());
  }

  private static double share(@Nullable Map<String, Long> times, String method) {
    if (times == null) {
      return 0;
    }
    double all = times.values().stream().mapToLong(Long::longValue).sum();
    return times.getOrDefault(method, 0L) / all;
  }
}
