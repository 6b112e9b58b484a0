package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.benchmarks.stats.Median;
import io.github.requestree.benchmarks.stats.Table;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.SamplingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The part about two methods of equal CPU time. */
final class EqualShares {

  private static final String CALLS = "tinyCalls";
  private static final String LOOP = "oneLoop";
  private static final long REQUEST_NANOS = 2_000_000_000;
  private static final double TOLERANCE = 0.05;

  private final String name;
  private final List<ShareError> time = new ArrayList<>();
  private final List<ShareError> cpu = new ArrayList<>();
  private final List<Profile> profiles = new ArrayList<>();

  private EqualShares(String name) {
    this.name = name;
  }

  static void run(Setting setting) throws Exception {
    setting.findings().title("Equal CPU: a million tiny calls, and a loop without calls");
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
      for (int i = 0; i < setting.pick(6, 12); i++) {
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
            "calls, truth % of CPU",
            "calls, shown % of time",
            "error, points",
            "worst",
            "error in % of CPU, points",
            "walks",
            "resolution ms");
    normal.addTo(table);
    dense.addTo(table);
    if (async != null) {
      other.addTo(table);
    }
    setting.findings().table(table);
    setting
        .findings()
        .note("pyinstrument shows 72 to 28 for such a pair (measured elsewhere, quoted here).");
    dense.judge(setting.findings());
  }

  private void add(EqualCpu work, Engine engine) throws Exception {
    Truth truth = new Truth();
    Profile profile = engine.profile(work, truth);
    Map<String, MethodTimes> tree = MethodTimes.in(profile.root(), EqualCpu.class, work.methods());
    MethodTimes calls = tree.getOrDefault(CALLS, MethodTimes.NOTHING);
    MethodTimes loop = tree.getOrDefault(LOOP, MethodTimes.NOTHING);
    time.add(error(truthOfTime(truth), part(calls.totalNanos(), loop.totalNanos())));
    cpu.add(error(truthOfCpu(truth), part(calls.cpuNanos(), loop.cpuNanos())));
    profiles.add(profile);
  }

  private void add(EqualCpu work, AsyncWall async) throws Exception {
    Truth truth = new Truth();
    CollapsedStacks stacks = async.watch(() -> work.run(truth), EqualCpu.class, work.methods());
    long calls = stacks.samples().getOrDefault(CALLS, 0L);
    long loop = stacks.samples().getOrDefault(LOOP, 0L);
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
    double worst = time.stream().mapToDouble(e -> Math.abs(e.points())).max().orElse(0);
    table.row(
        name,
        median(cpu.isEmpty() ? time : cpu, e -> 100 * e.truth()).text(1),
        median(time, e -> 100 * e.shown()).text(1),
        median(time, ShareError::points).text(1),
        String.format(Locale.ROOT, "%.1f", worst),
        median(cpu, ShareError::points).text(1),
        profiles(p -> p.sampling().walks()).text(0),
        profiles(p -> p.sampling().resolutionNanos() / 1e6).text(1));
  }

  private void judge(Findings findings) {
    Judgement judgement =
        Judgement.of(
            List.of(
                time.stream().mapToDouble(ShareError::ratio).toArray(),
                cpu.stream().mapToDouble(ShareError::ratio).toArray()));
    findings.verdict(
        judgement.verdict(),
        "equal CPU at 20 %: the share of the calls within 5 points of the truth, in time and in CPU"
            + " time: "
            + judgement.figures());
  }

  private static Median median(List<ShareError> errors, ToDoubleFunction<ShareError> figure) {
    return Median.of(errors.stream().mapToDouble(figure).toArray());
  }

  private Median profiles(ToDoubleFunction<Profile> figure) {
    return Median.of(profiles.stream().mapToDouble(figure).toArray());
  }
}
