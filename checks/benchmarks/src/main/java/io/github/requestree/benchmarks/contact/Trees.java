package io.github.requestree.benchmarks.contact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Writes trees into files, as the log has them: those of the README are from such a run. */
final class Trees {

  private Trees() {}

  /** Writes one file for each of these requests, and one of two requests at once. */
  static void write(Demo demo, List<Visit> visits, Path directory)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    for (Visit visit : visits) {
      String name = visit.request().replaceAll("[^a-z_]+", "-") + '-' + visit.turn();
      write(demo, visit.shown().id(), directory.resolve(name.substring(1) + ".txt"));
    }
    String second = secondOfTwoAtOnce(demo, "/async_blocking");
    write(demo, second, directory.resolve("async_blocking-second-of-two-at-once.txt"));
  }

  private static void write(Demo demo, String id, Path file)
      throws IOException, InterruptedException {
    Files.writeString(file, demo.text(id), StandardCharsets.UTF_8);
  }

  /** The id of the one that took longer. */
  private static String secondOfTwoAtOnce(Demo demo, String path)
      throws IOException, InterruptedException {
    ExecutorService clients = Executors.newFixedThreadPool(2);
    try {
      Future<Demo.Response> one = clients.submit(() -> demo.get(path));
      Future<Demo.Response> two = clients.submit(() -> demo.get(path));
      Demo.Response first = one.get();
      Demo.Response second = two.get();
      double ahead =
          new Measured(second.body()).totalMillis() - new Measured(first.body()).totalMillis();
      return (ahead > 0 ? second : first).profileId();
    } catch (ExecutionException e) {
      throw new IOException(path + " does not answer", e);
    } finally {
      clients.shutdownNow();
    }
  }
}
