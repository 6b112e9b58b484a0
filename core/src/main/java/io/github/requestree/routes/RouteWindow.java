package io.github.requestree.routes;

import io.github.requestree.internal.Ids;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * The routes of the profiles that ended within one stretch of time. Any thread may {@link #count};
 * the rest is for one thread at a time.
 */
final class RouteWindow {

  static final int MAX_ROUTES = 200;

  /**
   * The nodes of all trees of a window together, about 40 MB; each may be large, but not all of
   * them.
   */
  static final int MAX_NODES = 100_000;

  /** The nodes of all single profiles that are kept whole. */
  static final int MAX_WORST_NODES = 50_000;

  private final long startedNanos;
  private final Instant startedAt;
  private final RandomGenerator random;
  private final NodeBudget budget = new NodeBudget(MAX_NODES, null);
  private final NodeBudget worstBudget = new NodeBudget(MAX_WORST_NODES, null);
  private final Map<RouteKey, RouteSummary> routes = new LinkedHashMap<>();
  private final Map<RouteKey, RouteTally> tallies = new ConcurrentHashMap<>();
  private final RouteTally otherTally = new RouteTally();

  /**
   * The routes that were seen once when they came here, the oldest first; guards tallies to come.
   */
  private final Deque<RouteKey> newcomers = new ArrayDeque<>();

  private volatile boolean over;

  RouteWindow(long startedNanos, Instant startedAt, RandomGenerator random) {
    this.startedNanos = startedNanos;
    this.startedAt = startedAt;
    this.random = random;
  }

  long ageNanos(long nowNanos) {
    return nowNanos - startedNanos;
  }

  /** Returns whether counting is over, since this is being read. */
  boolean isOver() {
    return over;
  }

  /** Counts a request that has ended; returns false if this window is over. */
  boolean count(RouteKey key, ProfileSink.End end) {
    Profile.Request request = end.request();
    boolean failed = request != null && request.failed();
    // A thread that finds the window open once its tally is in the map will be read.
    while (!tallyOf(key).add(end.durationNanos(), failed, end.longEnough(), this)) {
      if (over) {
        return false;
      }
      // Its tally was just pushed out.
    }
    return true;
  }

  private RouteTally tallyOf(RouteKey key) {
    RouteTally known = tallies.get(key);
    if (known != null) {
      return known;
    }
    synchronized (newcomers) {
      boolean room = tallies.containsKey(key) || tallies.size() < MAX_ROUTES;
      if (over || key.equals(RouteKey.OTHERS) || !(room || pushOutTally())) {
        return otherTally;
      }
      return tallies.computeIfAbsent(key, this::newTally);
    }
  }

  private RouteTally newTally(RouteKey key) {
    newcomers.add(key);
    return new RouteTally();
  }

  /** Makes room for a tally: a route that was seen once is counted with the other routes. */
  private boolean pushOutTally() {
    for (RouteKey oldest = newcomers.poll(); oldest != null; oldest = newcomers.poll()) {
      RouteTally tally = tallies.get(oldest);
      if (tally != null && tally.isSeenOnce()) {
        tallies.remove(oldest);
        otherTally.addAll(tally.close());
        return true;
      }
    }
    return false;
  }

  void add(Profile profile) {
    summaryOf(RouteKey.of(profile)).add(profile);
  }

  private RouteSummary summaryOf(RouteKey key) {
    RouteSummary known = routes.get(key);
    if (known != null) {
      return known;
    }
    boolean counted = tallies.containsKey(key) || tallies.size() < MAX_ROUTES;
    RouteKey kept = counted && (hasRoom() || pushOutSummary()) ? key : RouteKey.OTHERS;
    return routes.computeIfAbsent(kept, this::newSummary);
  }

  private boolean hasRoom() {
    return routes.size() < MAX_ROUTES + (routes.containsKey(RouteKey.OTHERS) ? 1 : 0);
  }

  /**
   * Makes room for a summary: that of a tally that is gone, or of a route that nobody counts and
   * that was seen once.
   */
  private boolean pushOutSummary() {
    for (RouteSummary summary : routes.values()) {
      Profile only = summary.only();
      boolean mayGo = tallies.isEmpty() ? only != null : !tallies.containsKey(summary.key());
      if (mayGo && !summary.key().equals(RouteKey.OTHERS)) {
        routes.remove(summary.key());
        summary.forget();
        if (only != null) {
          routes.computeIfAbsent(RouteKey.OTHERS, this::newSummary).add(only);
        }
        return true;
      }
    }
    return false;
  }

  private RouteSummary newSummary(RouteKey key) {
    return new RouteSummary(key, budget, worstBudget, random);
  }

  /**
   * Gives each route's profile to the sink, the heaviest first, and forgets it. An exception of the
   * sink does not keep back the rest; the first one is thrown at the end.
   *
   * @param counted whether requests were counted; otherwise those that were added are all
   * @param history takes note of each
   */
  void handOn(ProfileSink target, long nowNanos, boolean counted, RouteHistory history) {
    Deque<RouteSummary> left = takeHeaviestFirst(counted);
    for (RouteSummary summary : left) {
      history.add(summary.key(), summary.sums(), startedAt);
    }
    Throwable failure = null;
    while (!left.isEmpty()) {
      String id = Ids.next();
      try {
        target.accept(left.pop().toProfile(id, startedAt, ageNanos(nowNanos)));
      } catch (RuntimeException | Error e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    } else if (failure instanceof Error error) {
      throw error;
    }
  }

  private Deque<RouteSummary> takeHeaviestFirst(boolean counted) {
    synchronized (newcomers) {
      over = true;
    }
    if (counted) {
      tallies.forEach(this::takeCounts);
      takeCounts(RouteKey.OTHERS, otherTally);
      tallies.clear();
    }
    List<RouteSummary> all = new ArrayList<>(routes.values());
    routes.clear();
    // A profile that was counted in another window and came late is a tree without a count.
    all.removeIf(summary -> counted && !summary.isCounted());
    all.sort(
        Comparator.comparingLong((RouteSummary summary) -> summary.sums().durations.sumNanos())
            .reversed());
    return new ArrayDeque<>(all);
  }

  private void takeCounts(RouteKey key, RouteTally tally) {
    RouteTally.Sums sums = tally.read();
    if (sums.durations.count() > 0) {
      routes.computeIfAbsent(key, this::newSummary).counted(sums);
    }
  }
}
