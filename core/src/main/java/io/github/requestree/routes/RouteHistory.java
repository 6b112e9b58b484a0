package io.github.requestree.routes;

import io.github.requestree.internal.Ids;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The figures of all windows so far, without trees. <em>Not</em> thread-safe. */
final class RouteHistory {

  private final RandomGenerator random;
  private final Map<RouteKey, RouteTally.Sums> routes = new LinkedHashMap<>();
  private @Nullable Instant first;
  private boolean severalWindows;

  RouteHistory(RandomGenerator random) {
    this.random = random;
  }

  void add(RouteKey key, RouteTally.Sums sums, Instant windowStartedAt) {
    if (first == null) {
      first = windowStartedAt;
    }
    severalWindows |= !first.equals(windowStartedAt);
    boolean room =
        routes.containsKey(key) || routes.size() < RouteWindow.MAX_ROUTES || pushOutSeenOnce();
    sumsOf(room ? key : RouteKey.OTHERS).addAll(sums);
  }

  private RouteTally.Sums sumsOf(RouteKey key) {
    return routes.computeIfAbsent(key, unused -> new RouteTally.Sums(random));
  }

  private boolean pushOutSeenOnce() {
    for (Map.Entry<RouteKey, RouteTally.Sums> route : routes.entrySet()) {
      if (route.getValue().durations.count() == 1 && !route.getKey().equals(RouteKey.OTHERS)) {
        routes.remove(route.getKey());
        sumsOf(RouteKey.OTHERS).addAll(route.getValue());
        return true;
      }
    }
    return false;
  }

  /** Tells of all routes, unless one window has said it all. */
  void handOn(ProfileSink target) {
    Instant startedAt = first;
    ProfileSink.SummaryListener listener = target.as(ProfileSink.SummaryListener.class);
    if (startedAt == null || !severalWindows || listener == null) {
      return;
    }
    List<Profile> all =
        routes.entrySet().stream()
            .map(route -> profile(route.getKey(), route.getValue(), startedAt))
            .sorted(Comparator.comparingLong(Profile::durationNanos).reversed())
            .toList();
    listener.summary(all);
  }

  Profile.@Nullable Totals totals(RouteKey key) {
    RouteTally.Sums sums = routes.get(key);
    return sums == null ? null : sums.durations.toTotals(sums.errors, List.of());
  }

  private Profile profile(RouteKey key, RouteTally.Sums sums, Instant startedAt) {
    CallNode nothing =
        CallNode.builder(Frame.NOT_SAMPLED).selfNanos(sums.durations.sumNanos()).build();
    CallNode root =
        CallNode.builder(Frame.of(Frame.Kind.ROOT, key.name())).addChild(nothing).build();
    return Profile.builder(Ids.next(), key.name(), startedAt, root)
        .request(key.request())
        .totals(sums.durations.toTotals(sums.errors, List.of()))
        .build();
  }
}
