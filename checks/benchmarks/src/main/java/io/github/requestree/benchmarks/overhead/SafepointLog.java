package io.github.requestree.benchmarks.overhead;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Follows a safepoint log while the JVM writes it. <em>Not</em> thread-safe. */
final class SafepointLog implements AutoCloseable {

  private static final long MILLI = 1_000_000;

  private final BufferedReader log;
  private final StringBuilder unfinished = new StringBuilder();
  private final List<Safepoint> waiting = new ArrayList<>();

  SafepointLog(Path file) throws IOException {
    log = Files.newBufferedReader(file, StandardCharsets.UTF_8);
  }

  /** The JVM option that writes such a log; never to a second file. */
  static String option(Path file) {
    return "-Xlog:safepoint*=info:file=" + file + ":uptimenanos:filecount=0";
  }

  /**
   * Returns the stops that ended between two instants, in milliseconds of uptime; earlier ones are
   * forgotten.
   */
  Stops between(long fromMillis, long toMillis) throws IOException {
    takeIn();
    List<Safepoint> within =
        waiting.stream()
            .filter(each -> each.uptimeNanos() >= fromMillis * MILLI)
            .filter(each -> each.uptimeNanos() < toMillis * MILLI)
            .toList();
    waiting.removeIf(each -> each.uptimeNanos() < toMillis * MILLI);
    return Stops.of(within);
  }

  private void takeIn() throws IOException {
    for (int next = log.read(); next >= 0; next = log.read()) {
      // The last line may still be growing, and readLine would cut it.
      if (next == '\n') {
        Safepoint.parse(unfinished.toString()).ifPresent(waiting::add);
        unfinished.setLength(0);
      } else {
        unfinished.append((char) next);
      }
    }
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
