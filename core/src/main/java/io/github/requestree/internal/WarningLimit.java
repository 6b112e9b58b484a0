package io.github.requestree.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets a warning of each kind through once in a while, and counts those between. Remembers the
 * newest kinds only. Thread-safe.
 */
public final class WarningLimit {

  private static final int MAX_KINDS = 200;

  /** The last warning that was let through, and the number of those since. */
  private record Kind(long warnedNanos, long times) {}

  private final long gapNanos;

  private final Map<String, Kind> kinds =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kind> eldest) {
          return size() > MAX_KINDS;
        }
      };

  /**
   * @param gapNanos the time from one warning of a kind to the next
   */
  public WarningLimit(long gapNanos) {
    this.gapNanos = gapNanos;
  }

  /**
   * Counts one more warning of a kind. Returns the count since the last one that was let through,
   * this one included; 0 if it is too early for the next.
   */
  public synchronized long due(String kind, long nowNanos) {
    Kind known = kinds.getOrDefault(kind, new Kind(nowNanos - gapNanos, 0));
    boolean isDue = nowNanos - known.warnedNanos >= gapNanos;
    long times = known.times + 1;
    kinds.put(kind, isDue ? new Kind(nowNanos, 0) : new Kind(known.warnedNanos, times));
    return isDue ? times : 0;
  }
}
