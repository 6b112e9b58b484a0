package io.github.requestree.text;

import java.util.Locale;

/**
 * Routes that a window had besides those that were written. Immutable and thread-safe.
 *
 * @param routes how many
 * @param requests all of theirs
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
