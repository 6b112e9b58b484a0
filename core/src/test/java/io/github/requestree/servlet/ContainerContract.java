package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.requestree.sampling.ProfilerStatistics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/**
 * What every contract needs: an application on a container, a client, and after each test the proof
 * that each profile was reported once and nothing of ours is left.
 *
 * <p>The contracts are abstract; a module with a container runs them by subclasses that say how to
 * start it.
 */
public abstract class ContainerContract {

  private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

  private static final Duration MAX_ANSWER = Duration.ofSeconds(30);

  /** What {@link #options()} report to. */
  final Reports reports = new Reports();

  /** A thread of the application, for what it does besides serving. */
  final ExecutorService other = Executors.newCachedThreadPool();

  private final List<TestContainer> containers = new ArrayList<>();
  private final List<ProfilingFilter> filters = new ArrayList<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The reports as they were logged. */
  LogCapture log;

  /** What the library says about itself. */
  LogCapture warnings;

  private boolean warningsExpected;
  private boolean sinkFailuresExpected;

  /** Starts the application on a free port; throws what makes the application fail to start. */
  protected abstract TestContainer startContainer(TestApplication application) throws Exception;

  /** The route that this container tells of a request for /work once it is dispatched to /then. */
  protected String routeOnceDispatched() {
    return "/work";
  }

  @BeforeEach
  final void captureLogs() {
    // Containers log the exceptions that these tests throw on purpose.
    ROOT.setLevel(Level.OFF);
    log = new LogCapture("requestree.profiles");
    warnings = new LogCapture("requestree");
  }

  /** Options whose reports a test sees, with a budget that lasts on any machine. */
  final ProfilingOptions.Builder options() {
    return ProfilingOptions.builder().maxOverhead(1).addSink(reports);
  }

  final ProfilingFilter profiling() {
    return profiling(options());
  }

  final ProfilingFilter profiling(ProfilingOptions.Builder options) {
    ProfilingFilter filter = ProfilingFilter.create(options.build());
    filters.add(filter);
    return filter;
  }

  final TestContainer start(TestApplication application) throws Exception {
    TestContainer container = startContainer(application);
    containers.add(container);
    if (application.hasWebXml() && !application.hasLibraryInside()) {
      filters.add(container.profilingFilter());
    }
    return container;
  }

  /** Stops it before the test ends, once the requests have ended that were answered. */
  final void stop(TestContainer container) throws Exception {
    containers.remove(container);
    filters.forEach(ContainerContract::settled);
    container.stop();
  }

  final HttpResponse<String> get(TestContainer container, String path)
      throws IOException, InterruptedException {
    return send(container, HttpRequest.newBuilder().GET(), path);
  }

  /** What is there, for a condition. */
  final String body(TestContainer container, String path) {
    try {
      return get(container, path).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  final HttpResponse<String> send(TestContainer container, HttpRequest.Builder request, String path)
      throws IOException, InterruptedException {
    return client.send(
        request.uri(uri(container, path)).timeout(MAX_ANSWER).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Sends without waiting for the answer. */
  final CompletableFuture<HttpResponse<String>> sendLater(
      TestContainer container, HttpRequest.Builder request, String path) {
    return client.sendAsync(
        request.uri(uri(container, path)).timeout(MAX_ANSWER).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** Gets, for a container that may close the connection instead of answering. */
  final void getOrFail(TestContainer container, String path) {
    try {
      get(container, path);
    } catch (IOException e) {
      // Tomcat sends an empty reply after startAsync + throw.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static HttpRequest.Builder post() {
    return HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody());
  }

  static URI uri(TestContainer container, String path) {
    return URI.create("http://127.0.0.1:" + container.port() + TestApplication.CONTEXT_PATH + path);
  }

  /** Says that this test makes the library warn. */
  final void expectWarnings() {
    warningsExpected = true;
  }

  /** Says that a sink of this test throws. */
  final void expectSinkFailures() {
    sinkFailuresExpected = true;
  }

  @AfterEach
  final void nothingIsLeft() throws Exception {
    try {
      List<ProfilerStatistics> before = filters.stream().map(ContainerContract::settled).toList();
      for (TestContainer container : containers) {
        container.stop();
      }
      for (int i = 0; i < filters.size(); i++) {
        assertThat(statistics(filters.get(i)).started()).isEqualTo(before.get(i).started());
        checkEachReportedOnce(statistics(filters.get(i)));
      }
      reports.check();
      if (!warningsExpected) {
        assertThat(warnings.messages()).isEmpty();
      }
      Await.until(() -> "the end of " + ownThreads(), () -> ownThreads().isEmpty());
    } finally {
      other.shutdownNow();
      log.close();
      warnings.close();
    }
  }

  /**
   * Says whether some more stacks have been captured, and so one of whoever asks: for requests that
   * must be seen on however slow a machine. It says no for ever if nothing is sampled.
   */
  final BooleanSupplier seen() {
    long end = statistics(lastFilter()).walks() + 4;
    return () -> statistics(lastFilter()).walks() >= end;
  }

  /** The filter that was started last. */
  final ProfilingFilter lastFilter() {
    return filters.get(filters.size() - 1);
  }

  static ProfilerStatistics statistics(ProfilingFilter filter) {
    ProfilerStatistics statistics = filter.statistics();
    assertThat(statistics).as("statistics of a filter that was initialised").isNotNull();
    return statistics;
  }

  /** Waits until all that was started has ended: a client has its answer before. */
  private static ProfilerStatistics settled(ProfilingFilter filter) {
    Await.until(
        () -> "the end of all profiles: " + filter.statistics(),
        () -> {
          ProfilerStatistics now = statistics(filter);
          return now.finished() == now.started() && now.openSegments() == 0;
        });
    return statistics(filter);
  }

  private void checkEachReportedOnce(ProfilerStatistics statistics) {
    assertThat(
            statistics.reported()
                + statistics.belowThreshold()
                + statistics.upgraded()
                + statistics.dropped())
        .as(statistics.toString())
        .isEqualTo(statistics.started());
    assertThat(statistics.openSegments()).isZero();
    assertThat(statistics.sinkFailures() > 0).isEqualTo(sinkFailuresExpected);
  }

  static List<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("requestree"))
        .toList();
  }
}
