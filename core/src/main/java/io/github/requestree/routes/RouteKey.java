package io.github.requestree.routes;

import io.github.requestree.internal.HttpMethods;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.SafeText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key of profiles that are merged.
 *
 * @param method the HTTP method; null if they are no requests
 * @param route the route, or the name of profiles that are no requests
 */
record RouteKey(@Nullable String method, String route) {

  /** The key of requests that found no room for a route of their own. */
  static final RouteKey OTHERS = new RouteKey(null, "[other routes]");

  /**
   * The key of requests whose method is not defined by HTTP: anyone can invent a million of them.
   */
  static final RouteKey OTHER_METHODS = new RouteKey(null, "[other methods]");

  /** The longest route; it comes from the network and a window keeps it, so it is cut. */
  private static final int MAX_ROUTE_CHARS = 1_024;

  static RouteKey of(Profile profile) {
    return of(profile.name(), profile.request());
  }

  static RouteKey of(ProfileSink.End end) {
    return of(end.name(), end.request());
  }

  private static RouteKey of(String name, Profile.@Nullable Request request) {
    if (request == null) {
      return new RouteKey(null, SafeText.cutWithEllipsis(name, MAX_ROUTE_CHARS));
    }
    return HttpMethods.isDefined(request.method())
        ? new RouteKey(request.method(), SafeText.cutWithEllipsis(request.route(), MAX_ROUTE_CHARS))
        : OTHER_METHODS;
  }

  String name() {
    return method == null ? route : method + " " + route;
  }

  /** Returns the request that stands for all of them: without a status, since each has its own. */
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
