package io.github.requestree.benchmarks.overhead;

import io.github.requestree.benchmarks.Command;
import io.github.requestree.benchmarks.stats.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What profiling costs a server: CPU per request, latency, standstill, beside other profilers. */
public final class OverheadCommand implements Command {

  @Override
  public String name() {
    return "overhead";
  }

  @Override
  public String summary() {
    return "CPU, latency and standstill of a server, beside other profilers"
        + " [--rounds N] [--container jetty|tomcat] [--routes a,b] [--arms a,b]";
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
    Verdicts verdicts = new Verdicts(Runtime.version().feature());
    List<Verdict> all = new ArrayList<>();
    Path directory = Files.createTempDirectory("requestree-overhead");
    try (ServerUnderLoad server = ServerUnderLoad.start(container, directory)) {
      for (Route route : settings.routes()) {
        RouteResult result = new RouteRun(server, settings, route).run();
        print(container, settings, result);
        for (Verdict verdict : verdicts.of(result)) {
          all.add(new Verdict(verdict.state(), container + " " + verdict.text()));
        }
      }
    } finally {
      delete(directory);
    }
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    System.out.printf("%s took %d min %d s.%n%n", container, seconds / 60, seconds % 60);
    return all;
  }

  private static void print(String container, Settings settings, RouteResult result) {
    RouteTables tables = new RouteTables(result, settings.arms());
    Route route = result.route();
    System.out.printf(
        Locale.ROOT,
        "## %s %s: %d clients, %d rounds of %.1f s each; failed requests: %d%n%n",
        container,
        route.path(),
        route.clients(),
        result.rounds().size(),
        route.windowMillis() / 1e3,
        result.failures());
    System.out.println(tables.cost());
    System.out.println(tables.latency());
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(directory)) {
      all = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
