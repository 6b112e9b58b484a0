package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.benchmarks.stats.Median;
import io.github.requestree.benchmarks.stats.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Repetitions of one workload under async-profiler, compared with what it measured of itself. */
final class AsyncRuns {

  /** One of them; its samples are taken to be evenly spread over its time. */
  private record Run(Truth truth, long wallNanos, CollapsedStacks stacks) {

    double errorNanos(Phase phase) {
      return stacks.share(phase.method()) * wallNanos - truth.of(phase.method()).wallNanos();
    }
  }

  private final Workload workload;
  private final List<Run> runs = new ArrayList<>();

  AsyncRuns(Workload workload) {
    this.workload = workload;
  }

  /** Runs the workload once more. */
  void run(AsyncWall async) throws Exception {
    Truth truth = new Truth();
    long[] wallNanos = new long[1];
    CollapsedStacks stacks =
        async.watch(
            () -> {
              long start = System.nanoTime();
              workload.run(truth);
              wallNanos[0] = System.nanoTime() - start;
            },
            workload.getClass(),
            workload.methods());
    runs.add(new Run(truth, wallNanos[0], stacks));
  }

  /** Both profilers' errors side by side. */
  Table beside(PhaseRuns ours) {
    Table table =
        new Table(
            "phase",
            "truth %",
            "tree, points",
            "async-profiler, points",
            "tree, error ms",
            "async-profiler, error ms",
            "its worst ms");
    List<Phase> phases = workload.phases();
    for (int i = 0; i < phases.size(); i++) {
      Phase phase = phases.get(i);
      Median truth = median(r -> 100.0 * r.truth().of(phase.method()).wallNanos() / r.wallNanos());
      double worst = runs.stream().mapToDouble(r -> Math.abs(r.errorNanos(phase))).max().orElse(0);
      table.row(
          phase.method(),
          String.format(Locale.ROOT, "%.2f", truth.value()),
          ours.sharePoints(i).text(2),
          median(r -> 100 * r.errorNanos(phase) / r.wallNanos()).text(2),
          ours.errorMillis(i).text(2),
          median(r -> r.errorNanos(phase) / 1e6).text(2),
          String.format(Locale.ROOT, "%.2f", worst / 1e6));
    }
    return table;
  }

  private Median median(ToDoubleFunction<Run> figure) {
    return Median.of(runs.stream().mapToDouble(figure).toArray());
  }
}
