package io.github.requestree.benchmarks.overhead;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures one route: rounds of slices, the arms of each round in random order. */
final class RouteRun {

  private static final long WARM_MILLIS = 4_000;
  private static final long WARM_ARM_MILLIS = 1_000;

  private final ServerUnderLoad server;
  private final Settings settings;
  private final Route route;
  private final Map<Arm, String> notStarted = new EnumMap<>(Arm.class);

  RouteRun(ServerUnderLoad server, Settings settings, Route route) {
    this.server = server;
    this.settings = settings;
    this.route = route;
  }

  RouteResult run() throws IOException, InterruptedException {
    server.startLoad(route);
    warmUp();
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= settings.rounds(); i++) {
      System.err.printf("%s: round %d of %d%n", route.label(), i, settings.rounds());
      rounds.add(round());
    }
    server.switchTo(Arm.NONE, 0);
    server.stopLoad();
    return new RouteResult(route, rounds, notStarted);
  }

  /** What each arm does for the first time, is done before anything is measured. */
  private void warmUp() throws IOException, InterruptedException {
    server.switchTo(Arm.NONE, WARM_MILLIS);
    for (Arm arm : settings.arms()) {
      if (arm != Arm.NONE) {
        switchTo(arm, WARM_ARM_MILLIS);
      }
    }
  }

  private boolean switchTo(Arm arm, long settleMillis) throws IOException, InterruptedException {
    Optional<String> failure = server.switchTo(arm, settleMillis);
    failure.ifPresent(reason -> notStarted.put(arm, reason));
    return failure.isEmpty();
  }

  private Round round() throws IOException, InterruptedException {
    List<Arm> turns = settings.turns();
    Collections.shuffle(turns);
    Round round = new Round();
    for (Arm arm : turns) {
      if (!notStarted.containsKey(arm) && switchTo(arm, route.settleMillis())) {
        round.add(arm, server.measure(route.windowMillis()));
      }
    }
    return round;
  }
}
