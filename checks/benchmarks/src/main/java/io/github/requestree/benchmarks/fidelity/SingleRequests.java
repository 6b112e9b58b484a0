package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.sampling.SamplingOptions;

/** The parts that look at one request at a time. */
final class SingleRequests {

  private static final long SECOND = 1_000_000_000;

  private SingleRequests() {}

  static void waits(Setting setting) throws Exception {
    setting.findings().title("Waits: one request that sleeps, waits and computes");
    try (WaitingRequest workload = new WaitingRequest()) {
      PhaseRuns runs = compare(setting, workload, 3, setting.pick(12, 30));
      Judgement judgement = runs.judge(phase -> phase.waits() != null);
      setting
          .findings()
          .verdict(
              judgement.verdict(),
              "waits: each within 2 % or twice the resolution (times the root of the entries): "
                  + judgement.figures()
                  + runs.resolution());
      setting
          .findings()
          .note("CPU phases, by the same measure: " + runs.judge(p -> p.waits() == null).figures());
    }
  }

  static void twoSleeps(Setting setting) throws Exception {
    setting.findings().title("Sleep 1.5 s, CPU 5 ms, sleep 1.5 s");
    try (TwoSleeps workload = new TwoSleeps()) {
      PhaseRuns runs = compare(setting, workload, 1, setting.pick(5, 8));
      Judgement judgement = runs.judge(phase -> true);
      setting
          .findings()
          .verdict(
              judgement.verdict(),
              "two sleeps: each of the three within 2 % or twice the resolution: "
                  + judgement.figures()
                  + runs.resolution());
    }
  }

  private static PhaseRuns compare(Setting setting, Workload workload, int warmUps, int repetitions)
      throws Exception {
    PhaseRuns runs = new PhaseRuns(workload);
    AsyncRuns asyncRuns = new AsyncRuns(workload);
    AsyncWall async = setting.async();
    try (Engine engine = new Engine(SamplingOptions.DEFAULT, setting.sums())) {
      for (int i = 0; i < warmUps; i++) {
        engine.profile(workload, new Truth());
      }
      for (int i = 0; i < repetitions; i++) {
        profile(engine, workload, runs);
        if (async != null) {
          asyncRuns.run(async);
        }
      }
    }
    print(setting, runs);
    if (async != null) {
      setting.findings().table(asyncRuns.beside(runs));
    }
    return runs;
  }

  static void underLoad(Setting setting) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    try (WaitingRequest workload = new WaitingRequest();
        Engine engine = new Engine(SamplingOptions.DEFAULT, setting.sums())) {
      setting.findings().title("The same request beside " + cores + " computing threads");
      beside(Load.unprofiled(cores), setting, engine, workload);
      setting.findings().title("The same request beside 64 profiled computing requests");
      beside(Load.profiled(64, engine.profiler()), setting, engine, workload);
    }
  }

  private static void beside(Load load, Setting setting, Engine engine, Workload workload)
      throws Exception {
    try {
      print(setting, repeat(engine, workload, setting.pick(5, 12), setting.pick(20, 40)));
    } finally {
      load.stop();
    }
  }

  /** Beside much else each of the request's many waits may take long, so time is bounded too. */
  private static PhaseRuns repeat(
      Engine engine, Workload workload, int repetitions, int mostSeconds) throws Exception {
    long start = System.nanoTime();
    engine.profile(workload, new Truth());
    PhaseRuns runs = new PhaseRuns(workload);
    profile(engine, workload, runs);
    for (int i = 1; i < repetitions; i++) {
      if (System.nanoTime() - start > mostSeconds * SECOND) {
        break;
      }
      profile(engine, workload, runs);
    }
    return runs;
  }

  private static void profile(Engine engine, Workload workload, PhaseRuns runs) throws Exception {
    Truth truth = new Truth();
    runs.add(truth, engine.profile(workload, truth));
  }

  private static void print(Setting setting, PhaseRuns runs) {
    setting.findings().table(runs.table());
    setting.findings().note(runs.sampling());
  }
}
