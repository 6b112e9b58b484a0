package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.requestree.Repeats;
import io.github.requestree.profile.HostileText;
import io.github.requestree.sampling.CurrentProfile;
import io.github.requestree.sampling.Profiler;
import jakarta.servlet.FilterChain;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** Requests that nobody sends who means well, through the filter as it is. */
class HostileRequestsTest {

  private static final int CASES = Repeats.of(4_000);
  private static final int FLOOD = 1_000_000;
  private static final long MAX_GROWTH = 24_000_000;
  private static final int REPORTS_PER_SECOND = 20;

  private final LogCapture log = new LogCapture("requestree.profiles");
  private final LogCapture warnings = new LogCapture("requestree");

  @TempDir private Path directory;

  @AfterEach
  void stopCapturing() {
    MDC.clear();
    log.close();
    warnings.close();
  }

  @Test
  void whateverTheySendIsLogged() throws Exception {
    Random random = new Random(6);
    ProfilingFilter filter =
        started(ProfilingOptions.builder().maxOverhead(1).maxReports(10_000).limit(1_000));
    FilterChain chain =
        (request, response) -> {
          request.setAttribute("http.route", text(random));
          MDC.put("traceId", text(random));
          MDC.put("spanId", text(random));
          CurrentProfile current = Profiler.current();
          current.note("sql", text(random), 1, Map.of("error", text(random)));
          current.note(text(random), text(random), 1, Map.of(text(random), text(random)));
          onThread(text(random), Profiler.wrap(() -> {}));
          if (random.nextInt(20) == 0) {
            throw new IllegalStateException(text(random));
          }
        };
    String name = Thread.currentThread().getName();
    try {
      for (int i = 0; i < CASES; i++) {
        Thread.currentThread().setName(text(random));
        Map<String, String> headers =
            Map.of("traceparent", text(random), "X-Request-Start", text(random));
        try {
          new Visit(text(random), "/" + text(random), headers).through(filter, chain);
        } catch (IllegalStateException e) {
          // As thrown.
        }
        // So that none is dropped.
        int expected = i - 500;
        Await.until("reports", () -> log.events().size() >= expected);
      }
    } finally {
      Thread.currentThread().setName(name);
    }
    Await.until("the last reports", () -> log.events().size() >= CASES);
    filter.destroy();

    assertThat(log.events()).hasSize(CASES);
    for (ILoggingEvent event : log.events()) {
      HostileText.assertOneReport(event.getFormattedMessage());
      event.getKeyValuePairs().forEach(pair -> HostileText.assertPlain(pair.value.toString()));
    }
    assertThat(warnings.messages()).isEmpty();
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMillionDistinctOnesLeaveMemoryFlatAndTheLogBounded(boolean groupByPath) throws Exception {
    ProfilingFilter filter =
        started(
            ProfilingOptions.builder()
                .groupByPath(groupByPath)
                .groupEvery(Duration.ofSeconds(1))
                .directory(directory)
                .directoryFiles(50)
                .profileHeader("X-Profile-Id"));
    long began = System.nanoTime();
    flood(filter, 0, FLOOD / 5);
    long before = usedBytes();
    flood(filter, FLOOD / 5, FLOOD);
    long grown = usedBytes() - before;
    long seconds = 2 + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    filter.destroy();

    assertThat(ContainerContract.statistics(filter).started()).isEqualTo(FLOOD);
    assertThat(grown).isLessThan(MAX_GROWTH);
    // Each second up to 20 reports, or 200 routes and the rest, and how many were not written.
    int perSecond = groupByPath ? 202 : REPORTS_PER_SECOND + 1;
    assertThat(log.events().size()).isLessThanOrEqualTo((int) seconds * perSecond);
    assertThat(SinkContract.names(directory)).hasSizeLessThanOrEqualTo(50);
    assertThat(warnings.messages()).hasSizeLessThanOrEqualTo(3);
  }

  private static void flood(ProfilingFilter filter, int from, int to) throws Exception {
    FilterChain nothing = (request, response) -> {};
    for (int i = from; i < to; i++) {
      String method = "METHOD-" + Integer.toString(i, 36);
      String path = "/" + Integer.toString(i, 36) + "/" + "x".repeat(i % 200);
      new Visit(method, path, Map.of("traceparent", path)).through(filter, nothing);
    }
  }

  @SuppressWarnings("CallToSystemGC")
  private static long usedBytes() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  private static ProfilingFilter started(ProfilingOptions.Builder options) throws Exception {
    ProfilingFilter filter = ProfilingFilter.create(options.build());
    filter.init(Fake.config(Map.of()));
    return filter;
  }

  private static void onThread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Random random) {
    return HostileText.of(random);
  }
}
