package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.benchmarks.stats.Median;
import io.github.requestree.benchmarks.stats.Table;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.SamplingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The part about two methods of equal CPU time. */
final class EqualShares {

  private static final String CALLS = "tinyCalls";
  private static final String LOOP = "oneLoop";
  private static final long REQUEST_NANOS = 2_000_000_000;
  private static final double TOLERANCE = 0.05;

  private final String name;
  private final List<Truth> truths = new ArrayList<>();
  private final List<ShareError> time = new ArrayList<>();
  private final List<ShareError> cpu = new ArrayList<>();
  private final List<Profile> profiles = new ArrayList<>();

  private EqualShares(String name) {
    this.name = name;
  }

  static void run(Setting setting) throws Exception {
    setting.findings().title("Equal CPU: a million tiny calls, and a loop without calls");
    EqualShares alone = new EqualShares("not profiled");
    EqualShares normal = new EqualShares("maxOverhead 2 %");
    EqualShares dense = new EqualShares("maxOverhead 20 %");
    EqualShares other = new EqualShares("async-profiler");
    SamplingOptions options = SamplingOptions.DEFAULT;
    AsyncWall async = setting.async();
    try (EqualCpu work = new EqualCpu(REQUEST_NANOS);
        Engine normalEngine = new Engine(options, setting.sums());
        Engine denseEngine = new Engine(options.withMaxOverhead(0.2), setting.sums())) {
      normalEngine.profile(work, new Truth());
      denseEngine.profile(work, new Truth());
      for (int i = 0; i < setting.pick(6, 10); i++) {
        Truth truth = new Truth();
        work.run(truth);
        alone.truths.add(truth);
        normal.add(work, normalEngine);
        dense.add(work, denseEngine);
        if (async != null) {
          other.add(work, async);
        }
      }
    }
    Table table =
        new Table(
            "",
            "calls, CPU ms",
            "loop, CPU ms",
            "calls, truth % of CPU",
            "calls, shown % of time",
            "error, points",
            "error in % of CPU, points",
            "walks",
            "resolution ms");
    List.of(alone, normal, dense, other).forEach(arm -> arm.addTo(table));
    setting.findings().table(table);
    setting
        .findings()
        .note("pyinstrument shows 72 to 28 for such a pair (measured elsewhere, quoted here).");
    normal.judge("at default options", alone, setting.findings());
    dense.judge("at 20 %", alone, setting.findings());
  }

  private void add(EqualCpu work, Engine engine) throws Exception {
    Truth truth = new Truth();
    Profile profile = engine.profile(work, truth);
    Map<String, MethodTimes> tree = MethodTimes.in(profile.root(), EqualCpu.class, work.methods());
    MethodTimes calls = tree.getOrDefault(CALLS, MethodTimes.NOTHING);
    MethodTimes loop = tree.getOrDefault(LOOP, MethodTimes.NOTHING);
    truths.add(truth);
    time.add(error(truthOfTime(truth), part(calls.totalNanos(), loop.totalNanos())));
    cpu.add(error(truthOfCpu(truth), part(calls.cpuNanos(), loop.cpuNanos())));
    profiles.add(profile);
  }

  private void add(EqualCpu work, AsyncWall async) throws Exception {
    Truth truth = new Truth();
    CollapsedStacks stacks = async.watch(() -> work.run(truth), EqualCpu.class, work.methods());
    long calls = stacks.samples().getOrDefault(CALLS, 0L);
    long loop = stacks.samples().getOrDefault(LOOP, 0L);
    truths.add(truth);
    time.add(error(truthOfTime(truth), part(calls, loop)));
  }

  private static ShareError error(double truth, double shown) {
    return new ShareError(truth, shown, TOLERANCE);
  }

  private static double truthOfTime(Truth truth) {
    return part(truth.of(CALLS).wallNanos(), truth.of(LOOP).wallNanos());
  }

  private static double truthOfCpu(Truth truth) {
    return part(truth.of(CALLS).cpuNanos(), truth.of(LOOP).cpuNanos());
  }

  private static double part(long one, long other) {
    return one + other == 0 ? 0 : (double) one / (one + other);
  }

  private void addTo(Table table) {
    if (truths.isEmpty()) {
      return;
    }
    table.row(
        name,
        median(truths, truth -> truth.of(CALLS).cpuNanos() / 1e6).text(0),
        median(truths, truth -> truth.of(LOOP).cpuNanos() / 1e6).text(0),
        median(truths, truth -> 100 * truthOfCpu(truth)).text(1),
        median(time, e -> 100 * e.shown()).text(1),
        median(time, ShareError::points).text(1),
        median(cpu, ShareError::points).text(1),
        median(profiles, p -> p.sampling().walks()).text(0),
        median(profiles, p -> p.sampling().resolutionNanos() / 1e6).text(1));
  }

  private void judge(String options, EqualShares alone, Findings findings) {
    Judgement asItRan = Judgement.of(List.of(ratios(time), ratios(cpu)));
    findings.verdict(
        asItRan.verdict(),
        "equal CPU "
            + options
            + ": the share of the calls within 5 points of what they took in that run, in"
            + " time and in CPU time: "
            + asItRan.figures());

    // What the profiler itself slows down is no error of the tree, but the reader is misled by it.
    double unprofiled = median(alone.truths, EqualShares::truthOfCpu).value();
    double[] ratios = cpu.stream().mapToDouble(e -> error(unprofiled, e.shown()).ratio()).toArray();
    Judgement asItIs = Judgement.of(List.of(ratios));
    long unsteady =
        alone.truths.stream()
            .filter(truth -> error(unprofiled, truthOfCpu(truth)).ratio() > 1)
            .count();
    findings.verdict(
        unsteady == 0 ? asItIs.verdict() : Verdict.NOT_RESOLVED,
        "equal CPU "
            + options
            + ": the share of the calls within 5 points of what they take unprofiled: "
            + asItIs.figures()
            + (unsteady == 0
                ? ""
                : "; "
                    + unsteady
                    + " of "
                    + alone.truths.size()
                    + " unprofiled runs are not either"));
  }

  private static double[] ratios(List<ShareError> errors) {
    return errors.stream().mapToDouble(ShareError::ratio).toArray();
  }

  private static <T> Median median(List<T> measurements, ToDoubleFunction<T> figure) {
    return Median.of(measurements.stream().mapToDouble(figure).toArray());
  }
}
