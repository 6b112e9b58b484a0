package io.github.requestree.routes;

import io.github.requestree.profile.Profile;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What profiles have in common that are merged.
 *
 * @param method the HTTP method; null if they are no requests
 * @param route the route, or the name of profiles that are no requests
 */
record RouteKey(@Nullable String method, String route) {

  /** Where the requests go that found no room for a route of their own. */
  static final RouteKey OTHERS = new RouteKey(null, "[other routes]");

  /** Both come from the network and are kept for a window, so they are cut. */
  private static final int MOST_METHOD_CHARS = 32;

  private static final int MOST_ROUTE_CHARS = 1_024;

  static RouteKey of(Profile profile) {
    Profile.Request request = profile.request();
    return request == null
        ? new RouteKey(null, FoldedName.cut(profile.name(), MOST_ROUTE_CHARS))
        : new RouteKey(
            FoldedName.cut(request.method(), MOST_METHOD_CHARS),
            FoldedName.cut(request.route(), MOST_ROUTE_CHARS));
  }

  String name() {
    return method == null ? route : method + " " + route;
  }

  /** The request that stands for all of them: without a status, since each has its own. */
  Profile.@Nullable Request request() {
    return method == null ? null : new Profile.Request(method, route, route, 0, null);
  }

  // Written out for the reason that Frame gives.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RouteKey that
        && Objects.equals(method, that.method)
        && route.equals(that.route);
  }

  @Override
  public int hashCode() {
    return 31 * Objects.hashCode(method) + route.hashCode();
  }
}
