package io.github.requestree.benchmarks.overhead.server;

import io.github.requestree.benchmarks.overhead.Arm;
import io.github.requestree.servlet.ProfilingOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Makes each arm's treatment once. <em>Not</em> thread-safe. */
final class Treatments {

  /** Slower than any request here, so that production reports none, as on a usual day. */
  private static final Duration SLOW = Duration.ofSeconds(10);

  private final Path directory;
  private final Map<Arm, Treatment> made = new EnumMap<>(Arm.class);

  Treatments(Path directory) {
    this.directory = directory;
  }

  Treatment of(Arm arm) {
    return made.computeIfAbsent(arm, this::make);
  }

  /** Has the arm's treatment made anew when its turn comes next; it must not be on. */
  void forget(Arm arm) throws Exception {
    Treatment old = made.remove(arm);
    if (old != null) {
      old.end();
    }
  }

  /**
   * Begins with the options of production, and without what the class path of the benchmarks brings
   * for other arms: async-profiler and OpenTelemetry.
   */
  private static ProfilingOptions.Builder production() {
    return ProfilingOptions.builder().slowerThan(SLOW).integrations("jfr");
  }

  private Treatment make(Arm arm) {
    return switch (arm) {
      case NONE -> Treatment.NOTHING;
      case UNTRIGGERED ->
          new OwnProfiling(ProfilingOptions.builder().include("/nothing/like/this/*").build());
      case PRODUCTION -> new OwnProfiling(production().build());
      case PRODUCTION_100MS -> {
        SlowReports slow = new SlowReports();
        yield new OwnProfiling(
            production().slowerThan(SlowReports.SLOW).addSink(slow).build(), slow);
      }
      case REPORT_ALL -> new OwnProfiling(ProfilingOptions.builder().maxReports(10_000).build());
      case FLEET -> new FleetProfiling(ProfilingOptions.builder().slowerThan(SLOW));
      case OVERHEAD_10 -> new OwnProfiling(production().maxOverhead(arm.maxOverhead()).build());
      case NAIVE_1MS -> new PlainSampler(Walk.oneByOne(), 1);
      case NAIVE_10MS -> new PlainSampler(Walk.oneByOne(), 10);
      case AGENT_10MS -> new PlainSampler(Walk.allAtOnce(), 10);
      case ASYNC_WALL_1MS -> new AsyncProfiling(directory, 1);
      case ASYNC_WALL_10MS -> new AsyncProfiling(directory, 10);
      case JFR_PROFILE -> new FlightRecording();
    };
  }
}
