package io.github.requestree.benchmarks.overhead;

import io.github.requestree.benchmarks.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Measures one route: rounds of slices, the arms of each round in random order. */
final class RouteRun {

  private static final long QUICK_WARM_MILLIS = 10_000;
  private static final long FULL_WARM_MILLIS = 40_000;
  private static final int MIN_ROUNDS = 3;

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
    long start = System.nanoTime();
    server.startLoad(route);
    boolean quick = settings.size() == Size.QUICK;
    notStarted.putAll(
        new WarmUp(server, settings).run(quick ? QUICK_WARM_MILLIS : FULL_WARM_MILLIS));
    long roundsStart = System.nanoTime();
    List<Round> rounds = new ArrayList<>();
    while (rounds.size() < settings.rounds()) {
      long now = System.nanoTime();
      long each = rounds.isEmpty() ? 0 : (now - roundsStart) / rounds.size();
      boolean late = now + each - start > settings.nanosFor(route);
      if (late && rounds.size() >= MIN_ROUNDS) {
        break;
      }
      System.err.printf("%s, round %d:", route.label(), rounds.size() + 1);
      rounds.add(round());
      System.err.println();
    }
    server.switchTo(Arm.NONE, 0);
    server.stopLoad();
    return new RouteResult(route, rounds, notStarted);
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
        Slice slice = server.measure(route.windowMillis());
        System.err.printf(Locale.ROOT, " %s %.0f us", arm.label(), slice.cpuPerRequest() / 1e3);
        round.add(arm, slice);
      }
    }
    return round;
  }
}
