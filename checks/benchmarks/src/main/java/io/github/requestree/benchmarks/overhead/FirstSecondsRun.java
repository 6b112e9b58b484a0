package io.github.requestree.benchmarks.overhead;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the innocent route during the first ten seconds of a load, while a new filter spends its
 * savings. It measures the same without a filter.
 */
final class FirstSecondsRun {

  private static final long WARM_MILLIS = 10_000;
  private static final long WINDOW_MILLIS = 10_000;

  private final ServerUnderLoad server;
  private final Route route;
  private final int rounds;

  FirstSecondsRun(ServerUnderLoad server, Route route, int rounds) {
    this.server = server;
    this.route = route;
    this.rounds = rounds;
  }

  FirstSeconds run() throws IOException, InterruptedException {
    // The application's code and ours is to be compiled: what it costs is meant, not the compiler.
    server.startLoad(route);
    server.switchTo(Arm.NONE, WARM_MILLIS / 2);
    server.switchTo(Arm.PRODUCTION, WARM_MILLIS);
    server.stopLoad();
    List<Arm> turns = new ArrayList<>(List.of(Arm.NONE, Arm.PRODUCTION));
    Map<Arm, List<Slice>> slices = new EnumMap<>(Arm.class);
    for (int round = 1; round <= rounds; round++) {
      Collections.shuffle(turns);
      for (Arm arm : turns) {
        System.err.printf("%s, round %d, %s%n", route.label(), round, arm.label());
        slices.computeIfAbsent(arm, key -> new ArrayList<>()).add(measure(arm));
      }
    }
    return new FirstSeconds(
        route,
        slices.getOrDefault(Arm.NONE, List.of()),
        slices.getOrDefault(Arm.PRODUCTION, List.of()));
  }

  private Slice measure(Arm arm) throws IOException, InterruptedException {
    server.switchTo(Arm.NONE, 0);
    server.renew(Arm.PRODUCTION);
    server.switchTo(arm, 0);
    server.startLoad(route);
    Slice slice = server.measure(WINDOW_MILLIS);
    server.stopLoad();
    return slice;
  }
}
