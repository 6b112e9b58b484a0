package io.github.requestree.benchmarks.overhead;

import io.github.requestree.benchmarks.stats.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the production setting under a load that lasts, minute by minute. A minute is what the
 * budget is averaged over; the first one begins with all that it has saved up.
 */
final class MinutesRun {

  /** With the application's code compiled, but none of ours. */
  private static final long WARM_MILLIS = 5_000;

  private static final long MINUTE_MILLIS = 60_000;

  private final ServerUnderLoad server;
  private final Route route;
  private final Arm arm;
  private final int minutes;

  /**
   * @param server a fresh one, on which nothing has been profiled
   */
  MinutesRun(ServerUnderLoad server, Route route, Arm arm, int minutes) {
    this.server = server;
    this.route = route;
    this.arm = arm;
    this.minutes = minutes;
  }

  /** Returns what each minute took. */
  List<Slice> run() throws IOException, InterruptedException {
    server.startLoad(route, route.steadyRate());
    server.switchTo(Arm.NONE, WARM_MILLIS);
    server.switchTo(arm, 0);
    List<Slice> slices = new ArrayList<>();
    for (int minute = 1; minute <= minutes; minute++) {
      Slice slice = server.measure(MINUTE_MILLIS);
      System.err.printf(
          Locale.ROOT,
          "%s, minute %d: accounted %.2f %%%n",
          route.label(),
          minute,
          100 * slice.accounted());
      slices.add(slice);
    }
    server.stopLoad();
    return slices;
  }

  static Table table(List<Slice> minutes) {
    Table table =
        new Table(
            "minute",
            "requests/s",
            "accounted, % of one core",
            "CPU of the process, %",
            "walks/s",
            "walks/s for 1 %",
            "checks/s",
            "ticks/s",
            "slow: served, reported, seen 3 times",
            "stopped, % of time",
            "for stacks, %",
            "ThreadDumps",
            "p99, ms",
            "/fast p99, ms");
    for (int i = 0; i < minutes.size(); i++) {
      Slice slice = minutes.get(i);
      table.row(
          String.valueOf(i + 1),
          number(0, slice.throughput()),
          number(2, 100 * slice.accounted()),
          number(1, 100 * slice.cpuNanos() / slice.wallNanos()),
          number(0, slice.walksPerSecond()),
          number(1, slice.walksPerPercent()),
          number(0, slice.checksPerSecond()),
          number(0, slice.ticksPerSecond()),
          slice.slowServed() + ", " + slice.slow() + ", " + slice.slowSeen(),
          number(2, 100 * slice.stopped()),
          number(2, 100 * slice.stoppedForStacks()),
          String.valueOf(slice.stops().threadDumps()),
          number(2, slice.millis("p99Nanos")),
          number(2, slice.millis("fastP99Nanos")));
    }
    return table;
  }

  private static String number(int decimals, double value) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
