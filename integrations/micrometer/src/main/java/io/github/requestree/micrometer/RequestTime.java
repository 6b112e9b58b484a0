package io.github.requestree.micrometer;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The time of one request by kind, which adds up to its duration.
 *
 * @param cpuNanos CPU time of its own threads; 0 if that was not measured
 * @param waits the rest, by kind
 */
record RequestTime(long cpuNanos, Map<String, Long> waits) {

  /** The kind of what nobody knows. */
  static final String UNKNOWN = "unknown";

  private static final String AWAIT = "await";
  private static final String ON_OTHER_THREADS = "on other threads";
  private static final String CPU = "cpu";

  static RequestTime of(Profile profile) {
    Map<String, Long> parts = new LinkedHashMap<>();
    parts.put(CPU, profile.cpuNanos().orElse(0));
    profile.root().totalWaiting().forEach((kind, nanos) -> parts.put(kind.label(), nanos));
    for (CallNode child : profile.root().children()) {
      switch (child.frame().kind()) {
        case AWAIT -> parts.merge(AWAIT, child.totalNanos(), Long::sum);
        case IN_LANES -> parts.merge(ON_OTHER_THREADS, child.totalNanos(), Long::sum);
        default -> {
          // In a tree of methods, what they waited for says it.
        }
      }
    }
    long known = parts.values().stream().mapToLong(Long::longValue).sum();
    long duration = profile.durationNanos();
    if (known > duration) {
      // Two threads worked for it at once, or clocks differ by what reading them takes.
      shrink(parts, known, duration);
    } else {
      parts.put(UNKNOWN, duration - known);
    }
    long cpu = parts.remove(CPU);
    return new RequestTime(cpu, parts);
  }

  /** Leaves each its share, so that they add up exactly. */
  private static void shrink(Map<String, Long> parts, long sum, long wanted) {
    long before = 0;
    for (Map.Entry<String, Long> part : parts.entrySet()) {
      long after = before + part.getValue();
      part.setValue(scaled(after, sum, wanted) - scaled(before, sum, wanted));
      before = after;
    }
  }

  private static long scaled(long value, long sum, long wanted) {
    return value == sum ? wanted : (long) ((double) value / sum * wanted);
  }
}
