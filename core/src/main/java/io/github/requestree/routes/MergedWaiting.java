package io.github.requestree.routes;

import io.github.requestree.profile.WaitKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * The waits of one merged node: the proven time of each kind, and the rest as charged. <em>Not</em>
 * thread-safe.
 */
final class MergedWaiting {

  private final Map<WaitKind, Long> proven = new EnumMap<>(WaitKind.class);
  private final Map<WaitKind, Long> unproven = new EnumMap<>(WaitKind.class);

  /**
   * Adds the waiting of one single node.
   *
   * @param times its waiting by kind
   * @param provenNanos the part of it that is proven; if a node waited for several kinds, each gets
   *     its proportion
   */
  void add(Map<WaitKind, Long> times, long provenNanos) {
    long all = sum(times);
    ExactSplit provenParts = new ExactSplit(Math.min(provenNanos, all), all);
    times.forEach(
        (kind, time) -> {
          long part = provenParts.next(time);
          proven.merge(kind, part, Long::sum);
          unproven.merge(kind, time - part, Long::sum);
        });
  }

  /**
   * Returns the node's waits in the merged tree.
   *
   * @param waitingNanos unproven time whose stacks found the thread waiting
   * @param runningNanos unproven time whose stacks found it running
   * @param unprovenSelfNanos the node's unproven time as the single trees charged it
   */
  Map<WaitKind, Long> scaledTo(long waitingNanos, long runningNanos, long unprovenSelfNanos) {
    Map<WaitKind, Long> result = new EnumMap<>(proven);
    Map<WaitKind, Long> known = waitingNanos == 0 ? Map.of() : kindsOfWaitingWalks();
    ExactSplit parts = new ExactSplit(waitingNanos, sum(known));
    known.forEach((kind, time) -> result.merge(kind, parts.next(time), Long::sum));

    // The wait of a running thread, such as for a CPU, keeps its share of the thread's time.
    Map<WaitKind, Long> ofRunning = new EnumMap<>(unproven);
    ofRunning.keySet().removeAll(known.keySet());
    long runningSelf = unprovenSelfNanos - sum(unproven) + sum(ofRunning);
    ofRunning.forEach(
        (kind, time) ->
            result.merge(kind, ExactSplit.of(runningNanos, time, runningSelf), Long::sum));
    return result;
  }

  /**
   * Returns the kinds of waits in the stacks that found a waiting thread, with the weight of each.
   */
  private Map<WaitKind, Long> kindsOfWaitingWalks() {
    Map<WaitKind, Long> seen = new EnumMap<>(sum(unproven) > 0 ? unproven : proven);
    seen.values().removeIf(time -> time <= 0);
    // A thread that waits for a CPU counts as running.
    seen.keySet().removeIf(kind -> seen.size() > 1 && kind.family() == WaitKind.Family.PROCESSOR);
    return seen.isEmpty() ? Map.of(WaitKind.WAITING, 1L) : seen;
  }

  private static long sum(Map<WaitKind, Long> times) {
    return times.values().stream().mapToLong(Long::longValue).sum();
  }
}
