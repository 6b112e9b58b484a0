package io.github.requestree.benchmarks.overhead;

import io.github.requestree.benchmarks.stats.Median;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The results of one route. Each figure is one per round, and then the median.
 *
 * @param route the route
 * @param rounds all rounds
 * @param notStarted the arms that could not start, with the reasons
 */
record RouteResult(Route route, List<Round> rounds, Map<Arm, String> notStarted) {

  /** The median over the rounds of a figure of the arm alone. */
  Median median(Arm arm, ToDoubleFunction<Slice> figure) {
    return paired(arm, (slice, baseline) -> figure.applyAsDouble(slice));
  }

  /** CPU per request, as a multiple of that without a profiler in the same round. */
  Median cpuRatio(Arm arm) {
    return paired(
        arm, (slice, baseline) -> slice.cpuPerRequest() / mean(baseline, Slice::cpuPerRequest));
  }

  /** CPU beyond what the same requests took without a profiler, in percent of one core. */
  Median extraPercent(Arm arm) {
    return paired(
        arm, (slice, baseline) -> 100 * slice.extra(mean(baseline, Slice::cpuPerRequest)));
  }

  /**
   * Returns the use that our profiler reports, in percent of one core; no measurement for others.
   */
  Median accountedPercent(Arm arm) {
    return median(arm, slice -> 100 * slice.accounted());
  }

  Median throughputRatio(Arm arm) {
    return paired(arm, (slice, baseline) -> slice.throughput() / mean(baseline, Slice::throughput));
  }

  private Median paired(Arm arm, ToDoubleBiFunction<Slice, List<Slice>> figure) {
    return Median.of(
        rounds.stream()
            .mapToDouble(round -> inRound(round, arm, figure))
            .filter(Double::isFinite)
            .toArray());
  }

  private static double inRound(
      Round round, Arm arm, ToDoubleBiFunction<Slice, List<Slice>> figure) {
    @Nullable Slice slice = round.of(arm);
    return slice == null ? Double.NaN : figure.applyAsDouble(slice, round.baseline(arm));
  }

  private static double mean(List<Slice> slices, ToDoubleFunction<Slice> figure) {
    return slices.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  /** Stops for stacks in all windows of an arm. */
  long threadDumps(Arm arm) {
    return rounds.stream()
        .flatMap(round -> round.all(arm).stream())
        .mapToLong(slice -> slice.stops().threadDumps())
        .sum();
  }

  long failures() {
    return rounds.stream().mapToLong(Round::failures).sum();
  }

  boolean has(Arm arm) {
    return rounds.stream().anyMatch(round -> round.of(arm) != null);
  }
}
