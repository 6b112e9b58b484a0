package io.github.requestree.profile;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds up times by the kind of wait. Stateless. */
final class WaitingTimes {

  private WaitingTimes() {}

  static Map<WaitKind, Long> copyOf(Map<WaitKind, Long> waiting) {
    return waiting.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(waiting));
  }

  /** Returns a map that can be written, unless this one holds something: then it is writable. */
  static Map<WaitKind, Long> writable(Map<WaitKind, Long> waiting) {
    return waiting.isEmpty() ? new EnumMap<>(WaitKind.class) : waiting;
  }

  /** Makes no new map for the many nodes that waited as long as one child did, or not at all. */
  static Map<WaitKind, Long> total(Map<WaitKind, Long> self, List<CallNode> children) {
    Map<WaitKind, Long> only = self;
    EnumMap<WaitKind, Long> sum = null;
    for (CallNode child : children) {
      if (only.isEmpty()) {
        only = child.totalWaiting();
      } else if (!child.totalWaiting().isEmpty()) {
        sum = sum == null ? new EnumMap<>(only) : sum;
        add(child.totalWaiting(), sum);
      }
    }
    return sum == null ? only : Collections.unmodifiableMap(sum);
  }

  /** Returns the waiting time that a whole tree knows of, awaits included. */
  static long nanosIn(CallNode root) {
    long nanos = root.totalWaiting().values().stream().mapToLong(Long::longValue).sum();
    for (CallNode child : root.children()) {
      switch (child.frame().kind()) {
        case AWAIT, IN_LANES -> nanos += child.totalNanos();
        default -> {}
      }
    }
    return nanos;
  }

  static void add(Map<WaitKind, Long> waiting, Map<WaitKind, Long> to) {
    waiting.forEach((kind, time) -> to.merge(kind, time, Long::sum));
  }
}
