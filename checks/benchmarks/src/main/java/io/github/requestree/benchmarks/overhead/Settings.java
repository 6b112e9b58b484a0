package io.github.requestree.benchmarks.overhead;

import io.github.requestree.benchmarks.Size;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The settings of a measurement.
 *
 * @param plan the order
 * @param size the size
 * @param containers the servers
 * @param routes the routes, in this order
 * @param arms the arms; {@link Arm#NONE} is always there, as the others are compared with it
 * @param rounds the turns of each arm on each route, or the number of measured minutes
 * @param timed whether there are fewer rounds if time runs out
 */
record Settings(
    Plan plan,
    Size size,
    List<String> containers,
    List<Route> routes,
    Set<Arm> arms,
    int rounds,
    boolean timed) {

  private static final Set<String> WITH_VALUE =
      Set.of("--plan", "--rounds", "--container", "--routes", "--arms");
  private static final String[] CONTAINERS = {"jetty", "tomcat"};

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException if one is not known; it names those that are
   */
  static Settings of(List<String> arguments) {
    Size size = Size.of(arguments);
    boolean quick = size == Size.QUICK;
    List<String> containers = quick ? List.of("jetty") : List.of(CONTAINERS);
    List<Route> routes = Route.usual();
    Set<Arm> arms = quick ? EnumSet.of(Arm.PRODUCTION, Arm.NAIVE_1MS) : EnumSet.allOf(Arm.class);
    Plan plan = Plan.ROUNDS;
    int rounds = 0;
    boolean timed = quick;
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      if (name.equals("--quick") || name.equals("--full")) {
        continue;
      }
      if (!WITH_VALUE.contains(name) || i + 1 == arguments.size()) {
        throw new IllegalArgumentException(
            "'" + name + "' is not known, or lacks its value; there are " + WITH_VALUE);
      }
      String value = arguments.get(++i);
      switch (name) {
        case "--plan" -> plan = Named.find(Plan.values(), Plan::label, value, "plan");
        case "--rounds" -> {
          rounds = roundsOf(value);
          timed = false;
        }
        case "--container" ->
            containers = List.of(Named.find(CONTAINERS, each -> each, value, "container"));
        case "--routes" -> routes = words(value).stream().map(Route::of).sorted().toList();
        default -> arms = armsOf(words(value));
      }
    }
    arms.add(Arm.NONE);
    if (rounds == 0) {
      rounds = quick ? plan.quickRounds() : plan.fullRounds();
    }
    return new Settings(plan, size, containers, routes, arms, rounds, timed);
  }

  private static Set<Arm> armsOf(List<String> labels) {
    Set<Arm> arms = EnumSet.noneOf(Arm.class);
    labels.forEach(label -> arms.add(Arm.of(label)));
    return arms;
  }

  private static int roundsOf(String value) {
    int rounds = Integer.parseInt(value);
    if (rounds < 1) {
      throw new IllegalArgumentException("at least one round, not " + rounds);
    }
    return rounds;
  }

  private static List<String> words(String value) {
    return new ArrayList<>(List.of(value.split(",", -1)));
  }

  /** Returns the time for a route, in nanoseconds. */
  long nanosFor(Route route) {
    return timed ? route.quickSeconds() * 1_000_000_000L : Long.MAX_VALUE;
  }

  /** The arm of a plan that profiles one way alone: production, or what is asked for instead. */
  Arm profiled() {
    return Stream.of(Arm.PRODUCTION, Arm.PRODUCTION_100MS, Arm.FLEET)
        .filter(arms::contains)
        .findFirst()
        .orElse(Arm.PRODUCTION);
  }

  /** The arms of one round: {@link Arm#NONE} twice, the others once. */
  List<Arm> turns() {
    List<Arm> turns = new ArrayList<>(arms);
    turns.add(Arm.NONE);
    return turns;
  }
}
