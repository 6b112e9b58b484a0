package io.github.requestree.routes;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The routes of the profiles that ended within one stretch of time. */
final class RouteWindow {

  static final int MOST_ROUTES = 200;

  /** All trees of a window together, about 40 MB; each may be large, but not all of them. */
  static final int MOST_NODES = 100_000;

  private final long startedNanos;
  private final Instant startedAt;
  private final RandomGenerator random;
  private final NodeBudget budget = new NodeBudget(MOST_NODES, null);
  private final Map<RouteKey, RouteSummary> routes = new LinkedHashMap<>();
  private @Nullable RouteSummary others;

  RouteWindow(long startedNanos, Instant startedAt, RandomGenerator random) {
    this.startedNanos = startedNanos;
    this.startedAt = startedAt;
    this.random = random;
  }

  long ageNanos(long nowNanos) {
    return nowNanos - startedNanos;
  }

  void add(Profile profile) {
    summaryOf(RouteKey.of(profile)).add(profile);
  }

  private RouteSummary summaryOf(RouteKey key) {
    RouteSummary known = routes.get(key);
    if (known != null) {
      return known;
    }
    if (routes.size() < MOST_ROUTES) {
      RouteSummary summary = new RouteSummary(key, budget, random);
      routes.put(key, summary);
      return summary;
    }
    if (others == null) {
      others = new RouteSummary(RouteKey.OTHERS, budget, random);
    }
    return others;
  }

  /**
   * Gives each route's profile to the sink, the heaviest first, and forgets it. What the sink
   * throws for one does not keep back the rest; the first of it is thrown at the end.
   */
  void handOn(ProfileSink target, long nowNanos) {
    Deque<RouteSummary> left = takeHeaviestFirst();
    RuntimeException failure = null;
    while (!left.isEmpty()) {
      String id = HexFormat.of().toHexDigits(random.nextLong());
      try {
        target.accept(left.pop().toProfile(id, startedAt, ageNanos(nowNanos)));
      } catch (RuntimeException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private Deque<RouteSummary> takeHeaviestFirst() {
    List<RouteSummary> all = new ArrayList<>(routes.values());
    if (others != null) {
      all.add(others);
    }
    routes.clear();
    others = null;
    all.sort(Comparator.comparingLong(RouteSummary::durationNanos).reversed());
    return new ArrayDeque<>(all);
  }
}
