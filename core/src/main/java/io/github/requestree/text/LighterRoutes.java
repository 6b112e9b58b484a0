package io.github.requestree.text;

import java.util.Locale;

/**
 * The routes of a window besides those that were written. Immutable and thread-safe.
 *
 * @param routes their number
 * @param requests the number of their requests
 * @param nanos their time together
 */
record LighterRoutes(long routes, long requests, long nanos) {

  static final LighterRoutes NONE = new LighterRoutes(0, 0, 0);

  LighterRoutes with(long moreRequests, long moreNanos) {
    return new LighterRoutes(routes + 1, requests + moreRequests, nanos + moreNanos);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "[%,d lighter %s: %,d requests in %.3f s]",
        routes,
        routes == 1 ? "route" : "routes",
        requests,
        nanos / 1e9);
  }
}
