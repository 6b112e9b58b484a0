package io.github.requestree.benchmarks.overhead;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs a route until its code is compiled, without a profiler and with ours: until CPU per request
 * no longer falls. A fixed time would do on an idle machine only.
 */
final class WarmUp {

  private static final long FIRST_MILLIS = 2_000;
  private static final long ARM_MILLIS = 1_000;
  private static final double FALLS = 0.96;
  private static final int QUIET_CYCLES = 2;

  private final ServerUnderLoad server;
  private final Settings settings;
  private final Map<Arm, Double> best = new EnumMap<>(Arm.class);

  WarmUp(ServerUnderLoad server, Settings settings) {
    this.server = server;
    this.settings = settings;
  }

  /**
   * Lets each arm do what it does for the first time, and then waits, but not longer than this.
   *
   * @return the arms that could not start, and why
   */
  Map<Arm, String> run(long maxMillis) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + maxMillis * 1_000_000;
    Map<Arm, String> notStarted = new EnumMap<>(Arm.class);
    server.switchTo(Arm.NONE, FIRST_MILLIS);
    for (Arm arm : settings.arms()) {
      server.switchTo(arm, ARM_MILLIS).ifPresent(reason -> notStarted.put(arm, reason));
    }
    int quiet = 0;
    while (quiet < QUIET_CYCLES && System.nanoTime() < deadline) {
      quiet = falls() ? 0 : quiet + 1;
    }
    return notStarted;
  }

  private boolean falls() throws IOException, InterruptedException {
    boolean falls = false;
    for (Arm arm : Stream.of(Arm.NONE, Arm.PRODUCTION).filter(settings.arms()::contains).toList()) {
      server.switchTo(arm, 0);
      double now = server.measure(ARM_MILLIS).cpuPerRequest();
      double before = best.getOrDefault(arm, Double.MAX_VALUE);
      falls |= now < FALLS * before;
      best.put(arm, Math.min(now, before));
    }
    return falls;
  }
}
