package io.github.requestree.benchmarks.overhead;

import io.github.requestree.benchmarks.stats.Median;
import io.github.requestree.benchmarks.stats.Table;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Prints what was measured on one route as two tables. */
final class RouteTables {

  private final RouteResult result;
  private final Set<Arm> arms;

  RouteTables(RouteResult result, Set<Arm> arms) {
    this.result = result;
    this.arms = arms;
  }

  String cost() {
    Table table =
        new Table(
            "arm",
            "CPU/request, us",
            "x none [95 % CI]",
            "extra CPU, % of one core",
            "accounted, %",
            "real/accounted",
            "requests/s",
            "x none",
            "walks/s",
            "walks/s for 1 %");
    for (Arm arm : arms) {
      String reason = result.notStarted().get(arm);
      if (reason != null) {
        table.row(arm.label(), "not started: " + reason, "", "", "", "", "", "", "", "");
        continue;
      }
      Median accounted = result.accountedPercent(arm);
      table.row(
          arm == Arm.NONE ? "none, again" : arm.label(),
          plain(arm, 0, slice -> slice.cpuPerRequest() / 1e3),
          result.cpuRatio(arm).text(3),
          result.extraPercent(arm).text(2),
          accounted.text(2),
          quotient(result.extraPercent(arm), accounted),
          plain(arm, 0, Slice::throughput),
          number(result.throughputRatio(arm), 3),
          plain(arm, 0, Slice::walksPerSecond),
          plain(arm, 1, Slice::walksPerPercent));
    }
    return table.toString();
  }

  String latency() {
    Table table =
        new Table(
            "arm",
            "p50, ms",
            "p99, ms",
            "/fast p50, ms",
            "/fast p99, ms",
            "allocated/request, kB",
            "stopped, % of time",
            "for stacks, %",
            "ThreadDump/s");
    for (Arm arm : arms) {
      if (result.notStarted().containsKey(arm)) {
        continue;
      }
      table.row(
          arm.label(),
          plain(arm, 2, slice -> slice.millis("p50Nanos")),
          plain(arm, 2, slice -> slice.millis("p99Nanos")),
          plain(arm, 2, slice -> slice.millis("fastP50Nanos")),
          plain(arm, 2, slice -> slice.millis("fastP99Nanos")),
          plain(arm, 1, slice -> slice.allocatedPerRequest() / 1e3),
          plain(arm, 2, slice -> 100 * slice.stopped()),
          plain(arm, 2, slice -> 100 * slice.stoppedForStacks()),
          plain(arm, 1, Slice::threadDumpsPerSecond));
    }
    return table.toString();
  }

  private String plain(Arm arm, int decimals, ToDoubleFunction<Slice> figure) {
    return number(result.median(arm, figure), decimals);
  }

  private static String number(Median median, int decimals) {
    return median.count() == 0
        ? "-"
        : String.format(Locale.ROOT, "%." + decimals + "f", median.value());
  }

  private static String quotient(Median real, Median accounted) {
    if (real.count() == 0 || accounted.count() == 0) {
      return "-";
    }
    double all = accounted.value();
    if (real.count() < Verdicts.ROUNDS || accounted.low() <= 0) {
      return "not resolved";
    }
    // What is accounted is counted and not estimated: the error is that of the real cost.
    return new Median(real.value() / all, real.low() / all, real.high() / all, real.count())
        .text(2);
  }
}
