package io.github.requestree.routes;

import io.github.requestree.profile.BaselineComparison;
import io.github.requestree.profile.Profile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The usual profiles of all routes. Bounded in routes and nodes at any traffic: routes of which too
 * few requests are known push out only one another, not those that are known. <em>Not</em>
 * thread-safe.
 */
final class RouteBaselines implements BaselineComparison {

  static final int MAX_ROUTES = 200;

  /** The nodes of all trees together, about 10 MB; their results take as much again. */
  static final int MAX_NODES = 20_000;

  /**
   * The gap between merged requests of a route that is known well enough; the requests in between
   * are weighed.
   */
  static final long MERGE_EVERY_NANOS = 20_000_000;

  private final LongSupplier nanoTime;
  private final NodeBudget budget = new NodeBudget(MAX_NODES, null);
  private final Map<RouteKey, RouteBaseline> known = new Routes(MAX_ROUTES);
  private final Map<RouteKey, RouteBaseline> candidates = new Routes(MAX_ROUTES);
  private long mergedNanos;

  RouteBaselines(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    mergedNanos = nanoTime.getAsLong() - MERGE_EVERY_NANOS;
  }

  @Override
  public Profile annotate(Profile profile) {
    RouteKey key = RouteKey.of(profile);
    RouteBaseline tree = known.get(key);
    // This comes first, so that no profile is compared with itself.
    Profile compared =
        tree != null && tree.isUnusual(profile.durationNanos())
            ? profile.toBuilder().baseline(tree.get()).build()
            : profile;
    if (!profile.stillRunning()) {
      remember(key, profile, 1);
    }
    return compared;
  }

  @Override
  public void remember(Profile profile, long standsFor) {
    remember(RouteKey.of(profile), profile, standsFor);
  }

  private void remember(RouteKey key, Profile profile, long standsFor) {
    long now = nanoTime.getAsLong();
    RouteBaseline baseline = known.get(key);
    if (baseline != null) {
      boolean merge = standsFor > 1 || now - mergedNanos >= MERGE_EVERY_NANOS;
      mergedNanos = merge && standsFor == 1 ? now : mergedNanos;
      baseline.add(profile, standsFor, merge, now);
      return;
    }
    baseline =
        candidates.computeIfAbsent(key, unused -> new RouteBaseline(key.name(), budget, now));
    baseline.add(profile, standsFor, true, now);
    if (baseline.isKnown()) {
      candidates.remove(key);
      known.put(key, baseline);
    }
  }

  /** The routes that were used last. */
  private static final class Routes extends LinkedHashMap<RouteKey, RouteBaseline> {
    private static final long serialVersionUID = 1;
    private final int most;

    Routes(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<RouteKey, RouteBaseline> eldest) {
      if (size() <= most) {
        return false;
      }
      eldest.getValue().forget();
      return true;
    }
  }
}
