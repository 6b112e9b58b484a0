package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.benchmarks.stats.Median;
import io.github.requestree.benchmarks.stats.Table;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Repetitions of one workload, compared phase by phase with what it measured of itself. */
final class PhaseRuns {

  private static final double MILLI = 1e6;

  private final Workload workload;
  private final List<List<PhaseError>> runs = new ArrayList<>();
  private final List<Profile> profiles = new ArrayList<>();

  PhaseRuns(Workload workload) {
    this.workload = workload;
  }

  void add(Truth truth, Profile profile) {
    Map<String, MethodTimes> tree =
        MethodTimes.in(profile.root(), workload.getClass(), workload.methods());
    List<PhaseError> run = new ArrayList<>();
    for (Phase phase : workload.phases()) {
      run.add(
          new PhaseError(
              phase,
              truth.of(phase.method()),
              tree.getOrDefault(phase.method(), MethodTimes.NOTHING),
              profile.sampling().resolutionNanos()));
    }
    runs.add(run);
    profiles.add(profile);
  }

  Table table() {
    Table table =
        new Table(
            "phase",
            "waits for",
            "entries",
            "truth ms",
            "tree ms",
            "error ms",
            "error %",
            "worst ms",
            "of that kind ms",
            "tolerated ms",
            "within");
    List<Phase> phases = workload.phases();
    for (int i = 0; i < phases.size(); i++) {
      List<PhaseError> row = row(i);
      double truth = median(row, e -> e.truth().wallNanos() / MILLI).value();
      Median error = median(row, e -> e.totalError() / MILLI);
      table.row(
          phases.get(i).method(),
          waits(phases.get(i)),
          String.valueOf(row.get(0).truth().entries()),
          decimals(truth),
          decimals(median(row, e -> e.tree().totalNanos() / MILLI).value()),
          error.text(2),
          decimals(100 * error.value() / truth),
          decimals(worst(row, PhaseError::totalError) / MILLI),
          median(row, e -> e.kindError() / MILLI).text(2),
          decimals(median(row, e -> e.tolerance() / MILLI).value()),
          row.stream().filter(e -> e.ratio() <= 1).count() + " of " + row.size());
    }
    return table;
  }

  /** Describes the sampling of the reports, and the part of the time that they do not know. */
  String sampling() {
    Median resolution = profile(p -> p.sampling().resolutionNanos() / MILLI);
    Median unknown = Median.of(profiles.stream().mapToDouble(PhaseRuns::notSampled).toArray());
    return String.format(
        Locale.ROOT,
        "%d requests of %s ms: resolution %s ms, walks %s, polls %s, own cost %s ms, [not sampled] %s %%",
        profiles.size(),
        profile(p -> p.durationNanos() / MILLI).text(1),
        resolution.text(2),
        profile(p -> p.sampling().walks()).text(0),
        profile(p -> p.sampling().polls()).text(0),
        profile(p -> p.sampling().ownCostNanos() / MILLI).text(2),
        unknown.text(2));
  }

  /** Describes the resolution, without which a verdict says little. */
  String resolution() {
    return String.format(
        Locale.ROOT,
        "; stated resolution %s ms",
        profile(p -> p.sampling().resolutionNanos() / MILLI).text(2));
  }

  /** Judges those phases; what most of them could not fail is not resolved. */
  Judgement judge(Predicate<Phase> which) {
    List<double[]> rows = new ArrayList<>();
    int coarse = 0;
    List<Phase> phases = workload.phases();
    for (int i = 0; i < phases.size(); i++) {
      if (which.test(phases.get(i))) {
        rows.add(row(i).stream().mapToDouble(PhaseError::ratio).toArray());
        coarse += (int) row(i).stream().filter(PhaseError::isCoarse).count();
      }
    }
    return Judgement.of(rows).withCoarse(coarse);
  }

  /** The median error of a phase's share of its request, in points. */
  Median sharePoints(int phase) {
    double[] points = new double[runs.size()];
    for (int i = 0; i < points.length; i++) {
      PhaseError error = runs.get(i).get(phase);
      points[i] = 100.0 * error.totalError() / profiles.get(i).durationNanos();
    }
    return Median.of(points);
  }

  /** The median error of a phase, in milliseconds. */
  Median errorMillis(int phase) {
    return median(row(phase), e -> e.totalError() / MILLI);
  }

  private List<PhaseError> row(int phase) {
    return runs.stream().map(run -> run.get(phase)).toList();
  }

  private static double notSampled(Profile profile) {
    return 100.0 * MethodTimes.notSampledNanos(profile.root()) / profile.durationNanos();
  }

  private Median profile(ToDoubleFunction<Profile> figure) {
    return Median.of(profiles.stream().mapToDouble(figure).toArray());
  }

  private static Median median(List<PhaseError> row, ToDoubleFunction<PhaseError> figure) {
    return Median.of(row.stream().mapToDouble(figure).toArray());
  }

  private static double worst(List<PhaseError> row, ToDoubleFunction<PhaseError> figure) {
    double worst = 0;
    for (PhaseError error : row) {
      double value = figure.applyAsDouble(error);
      worst = Math.abs(value) > Math.abs(worst) ? value : worst;
    }
    return worst;
  }

  private static String waits(Phase phase) {
    WaitKind kind = phase.waits();
    return kind == null ? "CPU" : kind.label();
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
