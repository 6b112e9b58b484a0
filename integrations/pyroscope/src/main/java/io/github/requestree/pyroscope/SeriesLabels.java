package io.github.requestree.pyroscope;

import io.github.requestree.internal.Option;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Labels the series of profiles. A server keeps each series for an hour or more and has a limit for
 * all of them, so a bounded number of routes have a name of their own. A route gives up its place
 * after an hour without a profile. <em>Not</em> thread-safe.
 */
final class SeriesLabels {

  static final int MAX_STATIC = 10;

  /** Stands for the routes that have no place; the same as in windows of too many routes. */
  static final String OTHERS = "[other routes]";

  private static final Set<String> OWN =
      Set.of("service_name", "service_instance_id", "http_route", "http_request_method");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");
  private static final int MAX_VALUE = 200;
  private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Map<String, String> common;
  private final int maxRoutes;
  private final LongSupplier nanoTime;

  /** When a profile of each route was last pushed; the one that waits longest is first. */
  private final Map<String, Long> routes = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param common the labels that all series have
   */
  SeriesLabels(Map<String, String> common, int maxRoutes, LongSupplier nanoTime) {
    this.common = Map.copyOf(common);
    this.maxRoutes = maxRoutes;
    this.nanoTime = nanoTime;
  }

  /**
   * Checks a label that is the same for all series.
   *
   * @throws IllegalArgumentException if it is not accepted
   */
  static void check(String name, String value) {
    boolean own = OWN.contains(name);
    if (own || !NAME.matcher(name).matches() || name.equals("trace_id") || name.equals("span_id")) {
      throw new IllegalArgumentException(
          "label is '"
              + Option.shown(name)
              + "', but must be a letter and up to 99 letters, digits and _, and none of "
              + new TreeMap<>(Map.of("span_id", 0, "trace_id", 0)).keySet()
              + " and "
              + OWN.stream().sorted().toList());
    }
    checkValue("label " + name, value);
  }

  /** Checks the value of any label. */
  static String checkValue(String what, String value) {
    if (value.isBlank()
        || value.length() > MAX_VALUE
        || value.codePoints().anyMatch(SafeText::isUnsafe)) {
      throw new IllegalArgumentException(
          what
              + " is '"
              + Option.shown(value)
              + "', but must be 1 to "
              + MAX_VALUE
              + " printable characters");
    }
    return value;
  }

  /** Returns the labels of a series of this name, in the order of their names. */
  Map<String, String> of(String series, Profile profile) {
    Map<String, String> labels = new TreeMap<>(common);
    labels.put("__name__", series);
    Profile.Request request = profile.request();
    String method = request == null ? "" : request.method();
    String route = request == null ? profile.name() : request.route();
    if (hasPlace(method + ' ' + route)) {
      labels.put("http_route", SafeText.printable(route, MAX_VALUE));
      if (!method.isEmpty()) {
        labels.put("http_request_method", SafeText.printable(method, MAX_VALUE));
      }
    } else {
      labels.put("http_route", OTHERS);
    }
    return labels;
  }

  private boolean hasPlace(String route) {
    if (route.equals(' ' + OTHERS)) {
      return false;
    }
    long now = nanoTime.getAsLong();
    if (!routes.containsKey(route)) {
      Iterator<Long> oldest = routes.values().iterator();
      while (oldest.hasNext() && now - oldest.next() >= IDLE_NANOS) {
        oldest.remove();
      }
      if (routes.size() >= maxRoutes) {
        return false;
      }
    }
    routes.put(route, now);
    return true;
  }
}
