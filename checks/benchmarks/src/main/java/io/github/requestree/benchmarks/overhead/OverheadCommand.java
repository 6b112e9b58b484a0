package io.github.requestree.benchmarks.overhead;

import io.github.requestree.benchmarks.Command;
import io.github.requestree.benchmarks.stats.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the cost of profiling to a server: CPU per request, latency and standstill, beside other
 * profilers.
 */
public final class OverheadCommand implements Command {

  @Override
  public String name() {
    return "overhead";
  }

  @Override
  public String summary() {
    return "CPU, latency and standstill of a server, beside other profilers"
        + " [--plan rounds|minutes|first-seconds] [--rounds N] [--container jetty|tomcat] [--routes a,b] [--arms a,b]";
  }

  @Override
  public boolean run(List<String> arguments) throws Exception {
    Settings settings = Settings.of(arguments);
    List<Verdict> verdicts = new ArrayList<>();
    for (String container : settings.containers()) {
      verdicts.addAll(measure(container, settings, "overhead " + String.join(" ", arguments)));
    }
    System.out.println("## Verdicts\n");
    verdicts.forEach(verdict -> System.out.println("- " + verdict));
    return verdicts.stream().noneMatch(Verdict::isFailure);
  }

  private static List<Verdict> measure(String container, Settings settings, String command)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    System.out.printf("# %s%n%n", container);
    System.out.printf(
        Locale.ROOT,
        "%s, load average before %.1f. Command: `%s`.%n%n",
        Machine.line(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        command);
    List<Verdict> all = new ArrayList<>();
    for (Verdict verdict : measure(container, settings)) {
      all.add(new Verdict(verdict.state(), container + " " + verdict.text()));
    }
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    System.out.printf("%s took %d min %d s.%n%n", container, seconds / 60, seconds % 60);
    return all;
  }

  private static List<Verdict> measure(String container, Settings settings)
      throws IOException, InterruptedException {
    int jdk = Runtime.version().feature();
    List<Verdict> verdicts = new ArrayList<>();
    switch (settings.plan()) {
      case ROUNDS -> {
        try (ServerUnderLoad server = ServerUnderLoad.start(container)) {
          for (Route route : settings.routes()) {
            RouteResult result = new RouteRun(server, settings, route).run();
            print(container, settings, result);
            verdicts.addAll(new Verdicts(jdk).of(result));
          }
        }
      }
      case MINUTES -> {
        for (Route route : settings.routes()) {
          try (ServerUnderLoad server = ServerUnderLoad.start(container)) {
            List<Slice> minutes =
                new MinutesRun(server, route, settings.profiled(), settings.rounds()).run();
            printTitle(container, route, "minute by minute", failures(minutes));
            System.out.println(MinutesRun.table(minutes));
            verdicts.addAll(new MinutesVerdicts(jdk).of(route, minutes));
          }
        }
      }
      case FIRST_SECONDS -> {
        for (Route route : settings.routes()) {
          try (ServerUnderLoad server = ServerUnderLoad.start(container)) {
            FirstSeconds found = new FirstSecondsRun(server, route, settings.rounds()).run();
            long failures = failures(found.none()) + failures(found.production());
            String what = settings.rounds() + " times the first ten seconds";
            printTitle(container, route, what, failures);
            System.out.println(found.table());
            verdicts.addAll(found.verdicts(jdk));
          }
        }
      }
    }
    return verdicts;
  }

  private static long failures(List<Slice> slices) {
    return slices.stream().mapToLong(Slice::failures).sum();
  }

  private static void printTitle(String container, Route route, String what, long failures) {
    System.out.printf(
        Locale.ROOT,
        "## %s %s: %d clients, %s; failed requests: %d%n%n",
        container,
        route.path(),
        route.clients(),
        what,
        failures);
  }

  private static void print(String container, Settings settings, RouteResult result) {
    RouteTables tables = new RouteTables(result, settings.arms());
    Route route = result.route();
    String what =
        String.format(
            Locale.ROOT,
            "%d rounds of %.1f s each",
            result.rounds().size(),
            route.windowMillis() / 1e3);
    printTitle(container, route, what, result.failures());
    System.out.println(tables.cost());
    System.out.println(tables.latency());
  }
}
