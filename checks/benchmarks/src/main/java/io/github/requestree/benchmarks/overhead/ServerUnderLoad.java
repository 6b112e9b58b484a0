package io.github.requestree.benchmarks.overhead;

import io.github.requestree.benchmarks.overhead.load.LoadMain;
import io.github.requestree.benchmarks.overhead.server.ServerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The two child processes. For one thread. */
final class ServerUnderLoad implements AutoCloseable {

  /**
   * The parallel collector works only while the JVM stands still, so that no concurrent marking of
   * a slice before runs into the next one; sizes are fixed for the same reason.
   */
  private static final List<String> SERVER_OPTIONS =
      List.of(
          "-XX:+UseParallelGC",
          "-XX:-UseAdaptiveSizePolicy",
          "-Xms512m",
          "-Xmx512m",
          "-Xmn256m",
          "-Xss512k");

  private static final List<String> LOAD_OPTIONS =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xms64m", "-Xmx256m");

  private final Child server;
  private final Child load;
  private final SafepointLog safepoints;
  private final Path directory;

  private ServerUnderLoad(Child server, Child load, SafepointLog safepoints, Path directory) {
    this.server = server;
    this.load = load;
    this.safepoints = safepoints;
    this.directory = directory;
  }

  /** Starts both; they write to a directory of their own only. */
  static ServerUnderLoad start(String container) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("requestree-overhead");
    try {
      return start(container, directory);
    } catch (IOException | InterruptedException | RuntimeException e) {
      delete(directory);
      throw e;
    }
  }

  private static ServerUnderLoad start(String container, Path directory)
      throws IOException, InterruptedException {
    Path log = directory.resolve("safepoints.log");
    List<String> options = new ArrayList<>(SERVER_OPTIONS);
    options.add(SafepointLog.option(log));
    options.add("-Djava.io.tmpdir=" + directory);
    if (Runtime.version().feature() >= 24) {
      options.add("--enable-native-access=ALL-UNNAMED"); // For async-profiler.
    }
    Child server =
        Child.start(container, options, ServerMain.class.getName(), container, directory + "");
    try {
      Child load = Child.start("load", LOAD_OPTIONS, LoadMain.class.getName());
      return new ServerUnderLoad(server, load, new SafepointLog(log), directory);
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Switches to an arm and lets it settle; tells why if that does not work. */
  Optional<String> switchTo(Arm arm, long settleMillis) throws IOException, InterruptedException {
    String answer = server.ask("arm " + arm.label());
    Thread.sleep(settleMillis);
    return answer.startsWith(Wire.FAILED)
        ? Optional.of(answer.substring(Wire.FAILED.length()))
        : Optional.empty();
  }

  /** Makes a filter anew, with all that a new one may spend. */
  void renew(Arm arm) throws IOException, InterruptedException {
    server.demand("renew " + arm.label());
  }

  /** Starts the load of a route, whose clients ask again as soon as they have an answer. */
  void startLoad(Route route) throws IOException, InterruptedException {
    startLoad(route, 0);
  }

  /**
   * Starts the load of a route.
   *
   * @param rate requests per second; 0 for as many as are answered
   */
  void startLoad(Route route, int rate) throws IOException, InterruptedException {
    load.demand(
        String.join(
            " ",
            "start",
            server.greeting(),
            route.path(),
            String.valueOf(route.clients()),
            String.valueOf(route.spreadMillis()),
            String.valueOf(rate)));
  }

  void stopLoad() throws IOException, InterruptedException {
    load.demand("stop");
  }

  /** Measures the arm that is on. */
  Slice measure(long windowMillis) throws IOException, InterruptedException {
    load.demand("open");
    server.demand("open");
    Thread.sleep(windowMillis);
    var ofServer = Wire.figures(server.demand("close"));
    var ofLoad = Wire.figures(load.demand("close"));
    Stops stops =
        safepoints.between(
            ofServer.getOrDefault("openedMillis", 0L), ofServer.getOrDefault("closedMillis", 0L));
    return new Slice(ofServer, ofLoad, stops);
  }

  @Override
  public void close() throws IOException {
    load.close();
    server.close();
    safepoints.close();
    delete(directory);
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
