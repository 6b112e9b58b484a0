package io.github.requestree.benchmarks.overhead;

import io.github.requestree.benchmarks.stats.Median;
import io.github.requestree.benchmarks.stats.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The first seconds of a load, one slice of each kind per round.
 *
 * @param route what the load asked for
 * @param none without a filter
 * @param production with a new filter each time
 */
record FirstSeconds(Route route, List<Slice> none, List<Slice> production) {

  private static final double P50_RATIO = 1.1;
  private static final double P99_MORE_MILLIS = 1;

  /** The median latency beside the load, as a multiple of that without a filter. */
  Median p50Ratio() {
    return paired("fastP50Nanos", (with, without) -> with / without);
  }

  /** Returns the additional milliseconds of the slowest in a hundred. */
  Median p99More() {
    return paired("fastP99Nanos", (with, without) -> with - without);
  }

  private Median paired(String percentile, Pair pair) {
    return Median.of(
        IntStream.range(0, Math.min(none.size(), production.size()))
            .mapToDouble(
                i ->
                    pair.figure(
                        production.get(i).millis(percentile), none.get(i).millis(percentile)))
            .filter(Double::isFinite)
            .toArray());
  }

  @FunctionalInterface
  private interface Pair {
    double figure(double with, double without);
  }

  Table table() {
    Table table =
        new Table(
            "arm",
            "/fast p50, ms",
            "/fast p99, ms",
            "accounted, % of one core",
            "walks/s",
            "walks/s for 1 %",
            "stopped, % of time");
    addTo(table, "none", none);
    addTo(table, "production, new", production);
    return table;
  }

  private static void addTo(Table table, String arm, List<Slice> slices) {
    table.row(
        arm,
        median(slices, slice -> slice.millis("fastP50Nanos")).text(2),
        median(slices, slice -> slice.millis("fastP99Nanos")).text(2),
        median(slices, slice -> 100 * slice.accounted()).text(2),
        median(slices, Slice::walksPerSecond).text(0),
        median(slices, Slice::walksPerPercent).text(1),
        median(slices, slice -> 100 * slice.stopped()).text(2));
  }

  private static Median median(List<Slice> slices, ToDoubleFunction<Slice> figure) {
    return Median.of(slices.stream().mapToDouble(figure).filter(Double::isFinite).toArray());
  }

  /**
   * Returns the verdicts. On JDKs where capturing a stack stops other threads too, nothing is
   * promised and the figures are published.
   */
  List<Verdict> verdicts(int jdk) {
    if (jdk < Verdicts.JDK_OF_HANDSHAKES) {
      return List.of();
    }
    return List.of(
        new Verdict(
            Verdicts.atMost(p50Ratio(), P50_RATIO),
            String.format(
                Locale.ROOT,
                "%s: /fast p50 x %s of no filter in the first seconds, at most %.1f",
                route.label(),
                p50Ratio().text(3),
                P50_RATIO)),
        new Verdict(
            Verdicts.atMost(p99More(), P99_MORE_MILLIS),
            String.format(
                Locale.ROOT,
                "%s: /fast p99 %s ms above no filter in the first seconds, at most %.0f",
                route.label(),
                p99More().text(2),
                P99_MORE_MILLIS)));
  }
}
