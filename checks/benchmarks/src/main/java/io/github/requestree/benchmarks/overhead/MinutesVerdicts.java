package io.github.requestree.benchmarks.overhead;

import io.github.requestree.benchmarks.overhead.Verdict.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Holds the minutes of a lasting load against what {@code maxOverhead} promises: its share of one
 * core in each minute, twice that in the one after a quiet one. What is accounted for is counted
 * and not estimated, so chance has no part in it.
 */
final class MinutesVerdicts {

  private static final double TOLERANCE = 1.1;
  private static final double AFTER_A_QUIET_ONE = 2;

  /** The most slow requests that may be under way when a measurement begins or ends. */
  private static final int UNDER_WAY = 8;

  private final int jdk;

  MinutesVerdicts(int jdk) {
    this.jdk = jdk;
  }

  /** Returns the verdicts on these minutes, of which the first follows a quiet one. */
  List<Verdict> of(Route route, List<Slice> minutes) {
    double share = 100 * Arm.PRODUCTION.maxOverhead() * TOLERANCE;
    List<Slice> first = minutes.subList(0, Math.min(1, minutes.size()));
    List<Slice> lasting = minutes.subList(first.size(), minutes.size());
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(
        atMost(
            route,
            "accounted in the first minute",
            first,
            slice -> 100 * slice.accounted(),
            AFTER_A_QUIET_ONE * share));
    verdicts.add(
        atMost(
            route,
            "accounted in any minute from the second on",
            lasting,
            slice -> 100 * slice.accounted(),
            share));
    verdicts.add(
        jdk >= Verdicts.JDK_OF_HANDSHAKES ? noDumps(route, minutes) : stops(route, minutes));
    if (minutes.stream().anyMatch(slice -> slice.slow() > 0)) {
      verdicts.add(slowOnes(route, minutes));
    }
    return verdicts;
  }

  /**
   * Whether each slow request is reported and seen often enough; some are under way at the ends.
   */
  private static Verdict slowOnes(Route route, List<Slice> minutes) {
    long served = minutes.stream().mapToLong(Slice::slowServed).sum();
    long reported = minutes.stream().mapToLong(Slice::slow).sum();
    long seen = minutes.stream().mapToLong(Slice::slowSeen).sum();
    boolean all = seen == reported && Math.abs(reported - served) <= UNDER_WAY;
    return new Verdict(
        all ? State.OK : State.FAILED,
        String.format(
            Locale.ROOT,
            "%s: %d of %d slow requests reported, %d with three stacks or proven waits, all wanted",
            route.label(),
            reported,
            served,
            seen));
  }

  private static Verdict noDumps(Route route, List<Slice> minutes) {
    long dumps = minutes.stream().mapToLong(slice -> slice.stops().threadDumps()).sum();
    return new Verdict(
        dumps == 0 ? State.OK : State.FAILED,
        String.format(
            Locale.ROOT,
            "%s: %d ThreadDump safepoints in %d minutes, none allowed",
            route.label(),
            dumps,
            minutes.size()));
  }

  private static Verdict stops(Route route, List<Slice> minutes) {
    return atMost(
        route,
        "stopped for stacks in any minute",
        minutes,
        slice -> 100 * slice.stoppedForStacks(),
        Verdicts.STOPPED_PERCENT);
  }

  private static Verdict atMost(
      Route route, String what, List<Slice> minutes, ToDoubleFunction<Slice> figure, double limit) {
    double worst = minutes.stream().mapToDouble(figure).max().orElse(Double.NaN);
    State state = minutes.isEmpty() ? State.NOT_RESOLVED : worst <= limit ? State.OK : State.FAILED;
    return new Verdict(
        state,
        String.format(
            Locale.ROOT, "%s: %s %.2f %%, at most %.1f", route.label(), what, worst, limit));
  }
}
