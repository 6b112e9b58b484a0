package io.github.requestree.micrometer;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.SafeText;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The meters of each route, of a bounded number of them. Thread-safe. */
final class RouteMeters {

  static final int MAX_ROUTES = 200;

  /** Stands for what there is no room to tell apart. */
  static final String OTHERS = "[others]";

  /** It comes from the network, and a monitoring system keeps it for long. */
  private static final int MAX_ROUTE = 200;

  private final MeterRegistry registry;
  private final Map<String, RouteMeter> routes = new ConcurrentHashMap<>();
  private final RouteMeter others;

  RouteMeters(MeterRegistry registry) {
    this.registry = registry;
    others = new RouteMeter(registry, OTHERS);
  }

  RouteMeter of(ProfileSink.End end) {
    return of(end.name(), end.request());
  }

  RouteMeter of(Profile profile) {
    return of(profile.name(), profile.request());
  }

  private RouteMeter of(String name, Profile.@Nullable Request request) {
    String route = request == null ? name : request.route();
    RouteMeter known = routes.get(route);
    return known == null ? admitted(route) : known;
  }

  private RouteMeter admitted(String route) {
    if (routes.size() >= MAX_ROUTES) {
      return others;
    }
    synchronized (this) {
      RouteMeter known = routes.get(route);
      if (known == null && routes.size() < MAX_ROUTES) {
        known = new RouteMeter(registry, SafeText.printable(route, MAX_ROUTE));
        routes.put(route, known);
      }
      return known == null ? others : known;
    }
  }
}
