package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.benchmarks.stats.Median;
import io.github.requestree.benchmarks.stats.Table;
import io.github.requestree.profile.CallNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Repetitions of one kind of short requests, merged, with the split that they measured. */
final class MergedShares {

  final String name;
  private final MergedWork work;
  private final List<List<ShareError>> time = new ArrayList<>();
  private final List<List<ShareError>> cpu = new ArrayList<>();
  private final List<MergingEngine.Merged> merged = new ArrayList<>();

  MergedShares(String name, MergedWork work) {
    this.name = name;
    this.work = work;
  }

  void add(Truth truth, MergingEngine.Merged result) {
    Map<String, MethodTimes> tree =
        MethodTimes.in(result.profile().root(), MergedWork.class, work.methods());
    double walks = result.effectiveWalks();
    time.add(
        errors(
            method -> truth.of(method).wallNanos(),
            method -> tree.getOrDefault(method, MethodTimes.NOTHING).totalNanos(),
            walks));
    cpu.add(
        errors(
            method -> truth.of(method).cpuNanos(),
            method -> tree.getOrDefault(method, MethodTimes.NOTHING).cpuNanos(),
            walks));
    merged.add(result);
  }

  void add(Truth truth, CollapsedStacks stacks) {
    time.add(
        errors(
            method -> truth.of(method).wallNanos(),
            method -> stacks.samples().getOrDefault(method, 0L),
            (double) stacks.all()));
  }

  private List<ShareError> errors(
      ToLongFunction<String> truth, ToLongFunction<String> shown, double walks) {
    double allTruth = 0;
    double allShown = 0;
    for (Phase phase : work.phases()) {
      allTruth += truth.applyAsLong(phase.method());
      allShown += shown.applyAsLong(phase.method());
    }
    List<ShareError> errors = new ArrayList<>();
    for (Phase phase : work.phases()) {
      errors.add(
          ShareError.ofWalks(
              truth.applyAsLong(phase.method()) / allTruth,
              allShown == 0 ? 0 : shown.applyAsLong(phase.method()) / allShown,
              walks));
    }
    return errors;
  }

  static Table sharesTable() {
    return new Table(
        "requests",
        "method",
        "truth %",
        "shown %",
        "error, points",
        "worst",
        "standard error",
        "tolerated",
        "within",
        "error in % of CPU");
  }

  void addShares(Table table) {
    for (int i = 0; i < work.phases().size(); i++) {
      List<ShareError> row = row(time, i);
      Phase phase = work.phases().get(i);
      double tolerance = median(row, e -> 100 * e.tolerance()).value();
      table.row(
          name,
          phase.method(),
          median(row, e -> 100 * e.truth()).text(1),
          median(row, e -> 100 * e.shown()).text(1),
          median(row, ShareError::points).text(1),
          decimals(row.stream().mapToDouble(e -> Math.abs(e.points())).max().orElse(0)),
          merged.isEmpty() ? "-" : decimals(standardError(row)),
          merged.isEmpty() ? "-" : decimals(tolerance),
          merged.isEmpty()
              ? "-"
              : row.stream().filter(e -> e.ratio() <= 1).count() + " of " + row.size(),
          merged.isEmpty() || phase.waits() != null
              ? "-"
              : median(row(cpu, i), ShareError::points).text(1));
    }
  }

  private double standardError(List<ShareError> row) {
    double[] points = new double[row.size()];
    for (int i = 0; i < points.length; i++) {
      double walks = merged.get(i).effectiveWalks();
      points[i] = 100 * ShareError.standardError(row.get(i).truth(), walks);
    }
    return Median.of(points).value();
  }

  static Table walksTable() {
    return new Table(
        "requests",
        "count",
        "mean ms",
        "walks",
        "of equal weight",
        "time proven %",
        "[not sampled] % merged",
        "[not sampled] % single",
        "resolution ms",
        "ticks",
        "own CPU % of a core",
        "lost");
  }

  void addWalks(Table table) {
    table.row(
        name,
        results(m -> count(m)).text(0),
        results(m -> m.profile().durationNanos() / 1e6 / count(m)).text(2),
        results(m -> m.profile().root().totalWalks()).text(0),
        results(MergingEngine.Merged::effectiveWalks).text(0),
        results(m -> 100 * provenShare(m.profile().root())).text(1),
        results(
                m ->
                    100.0
                        * MethodTimes.notSampledNanos(m.profile().root())
                        / m.profile().durationNanos())
            .text(1),
        results(m -> 100 * m.notSampledShare()).text(1),
        results(m -> m.profile().sampling().resolutionNanos() / 1e6).text(1),
        results(MergingEngine.Merged::ticks).text(0),
        results(m -> 100 * m.ownCpuShare()).text(2),
        results(MergingEngine.Merged::lost).text(0));
  }

  private static double count(MergingEngine.Merged merged) {
    return merged.profile().totals() == null ? 0 : merged.profile().totals().count();
  }

  private static double provenShare(CallNode root) {
    long proven = 0;
    Deque<CallNode> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      CallNode node = open.pop();
      proven += node.evidence().provenNanos();
      node.children().forEach(open::push);
    }
    return (double) proven / root.totalNanos();
  }

  void judge(Findings findings) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < work.phases().size(); i++) {
      rows.add(row(time, i).stream().mapToDouble(ShareError::ratio).toArray());
    }
    int coarse = (int) time.stream().flatMap(List::stream).filter(ShareError::isCoarse).count();
    Judgement judgement = Judgement.of(rows).withCoarse(coarse);
    boolean mostLost = merged.stream().anyMatch(m -> m.lost() > count(m));
    findings.verdict(
        // What is left then began in the same few instants, so that its walks are not independent.
        mostLost ? Verdict.NOT_RESOLVED : judgement.verdict(),
        "merged, "
            + name
            + ": each share within 2 points or 2.5 standard errors: "
            + judgement.figures()
            + (mostLost ? "; most were dropped, as the budget allows to report fewer" : ""));
  }

  private static List<ShareError> row(List<List<ShareError>> all, int method) {
    return all.stream().map(one -> one.get(method)).toList();
  }

  private static Median median(List<ShareError> errors, ToDoubleFunction<ShareError> figure) {
    return Median.of(errors.stream().mapToDouble(figure).toArray());
  }

  private Median results(ToDoubleFunction<MergingEngine.Merged> figure) {
    return Median.of(merged.stream().mapToDouble(figure).toArray());
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
