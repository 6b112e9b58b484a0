package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.Profiler;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Requests that go on after their thread has left. */
public abstract class AsyncContract extends ContainerContract {

  private static final int RACES = 200;

  @Test
  void completeBeforeReturn() throws Exception {
    TestContainer container =
        serving(
            (request, response) -> {
              response.setStatus(202);
              request.startAsync().complete();
            });

    assertThat(get(container, "/work").statusCode()).isEqualTo(202);

    assertThat(reports.only().request().status()).isEqualTo(202);
  }

  @Test
  void dispatchBeforeReturn() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet("/work", (request, response) -> request.startAsync().dispatch("/then"))
                .servlet("/then", (request, response) -> response.setStatus(202)));

    assertThat(get(container, "/work").statusCode()).isEqualTo(202);

    assertThat(reports.only().request())
        .isEqualTo(new Profile.Request("GET", "/app/work", routeOnceDispatched(), 202, null));
  }

  @Test
  void completeOnOtherThread() throws Exception {
    AtomicLong measured = new AtomicLong();
    TestContainer container =
        serving(
            (request, response) -> {
              AsyncContext async = request.startAsync();
              other.execute(
                  () -> {
                    measured.set(Workload.pause(80));
                    response.setStatus(202);
                    async.complete();
                  });
            });

    assertThat(get(container, "/work").statusCode()).isEqualTo(202);

    Profile profile = reports.only();
    assertThat(profile.request().status()).isEqualTo(202);
    assertThat(profile.durationNanos()).isGreaterThanOrEqualTo(measured.get());
    assertThat(awaited(profile)).isPositive().isLessThanOrEqualTo(profile.durationNanos());
    assertThat(Reports.methods(profile)).doesNotContain("pause");
  }

  /** As the demo's {@code /sync_blocking}. */
  @Test
  void theTimelineShowsTheSleepAndThenTheAwait() throws Exception {
    AtomicLong awaited = new AtomicLong();
    TestContainer container =
        serving(
            (request, response) -> {
              Workload.pause(400);
              AsyncContext async = request.startAsync();
              other.execute(
                  () -> {
                    awaited.set(Workload.pause(80));
                    async.complete();
                  });
            });

    get(container, "/work");

    Profile profile = reports.only();
    List<Timeline.Track> tracks = profile.timeline().tracks();
    assertThat(tracks).extracting(Timeline.Track::thread).startsWith(profile.thread(), "");
    List<Timeline.Run> sleeps =
        tracks.get(0).runs().stream().filter(run -> run.waiting() == WaitKind.SLEEPING).toList();
    assertThat(sleeps).isNotEmpty();
    Timeline.Run sleep = sleeps.get(sleeps.size() - 1);
    assertThat(sleep.stack()).extracting(Frame::name).contains("pause");
    assertThat(sleep.stack().get(sleep.stack().size() - 1).name()).startsWith("sleep");
    Timeline.Run await = tracks.get(1).runs().get(0);
    assertThat(await.stack()).extracting(Frame::kind).containsExactly(Frame.Kind.AWAIT);
    assertThat(await.startNanos()).isGreaterThanOrEqualTo(sleep.startNanos() + sleep.nanos());
    assertThat(await.nanos()).isGreaterThanOrEqualTo(awaited.get() / 2);
  }

  @Test
  void whatAsyncContextStartRunsIsSeenIfWrapped() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet(
                    "/wrapped",
                    (request, response) -> {
                      AsyncContext async = request.startAsync();
                      async.start(Profiler.wrap(() -> pauseAndComplete(async, seen())));
                    })
                .servlet(
                    "/raw",
                    (request, response) -> {
                      AsyncContext async = request.startAsync();
                      async.start(() -> pauseAndComplete(async, () -> true));
                    }));

    get(container, "/wrapped");
    get(container, "/raw");

    List<Profile> profiles = reports.await(2);
    assertThat(lanesThatPause(profiles, "/app/wrapped")).hasSize(1);
    assertThat(lanesThatPause(profiles, "/app/raw")).isEmpty();
  }

  @Test
  void whatAReadListenerDoesIsSeenIfWrapped() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet(
                    "/wrapped",
                    (request, response) ->
                        readAll(request, task -> Profiler.wrap(task), this::seen))
                .servlet(
                    "/raw",
                    (request, response) -> readAll(request, task -> task, () -> () -> true)));

    send(container, HttpRequest.newBuilder().POST(BodyPublishers.ofString("body")), "/wrapped");
    send(container, HttpRequest.newBuilder().POST(BodyPublishers.ofString("body")), "/raw");

    List<Profile> profiles = reports.await(2);
    assertThat(lanesThatPause(profiles, "/app/wrapped")).hasSize(1);
    assertThat(lanesThatPause(profiles, "/app/raw")).isEmpty();
  }

  private static void readAll(
      HttpServletRequest request, UnaryOperator<Runnable> wrapping, Supplier<BooleanSupplier> seen)
      throws IOException {
    AsyncContext async = request.startAsync();
    ServletInputStream input = request.getInputStream();
    Runnable reading =
        wrapping.apply(
            () -> {
              try {
                while (input.isReady() && input.read() >= 0) {
                  // Until there is no more.
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              Workload.pause(seen.get());
            });
    input.setReadListener(
        new ReadListener() {
          @Override
          public void onDataAvailable() {
            reading.run();
          }

          @Override
          public void onAllDataRead() {
            async.complete();
          }

          @Override
          public void onError(Throwable t) {
            async.complete();
          }
        });
  }

  private static void pauseAndComplete(AsyncContext async, BooleanSupplier seen) {
    Workload.pause(seen);
    async.complete();
  }

  /** The lanes of the profile of this path in which there was a pause. */
  private static List<CallNode> lanesThatPause(List<Profile> profiles, String path) {
    return profiles.stream()
        .filter(profile -> profile.request().path().equals(path))
        .flatMap(profile -> Reports.nodes(profile.root()))
        .flatMap(node -> node.lanes().stream())
        .filter(lane -> Reports.nodes(lane).anyMatch(node -> node.frame().name().equals("pause")))
        .toList();
  }

  @Test
  void completeRacesReturn() throws Exception {
    TestContainer container =
        serving(
            (request, response) -> {
              AsyncContext async = request.startAsync();
              other.execute(async::complete);
            });

    for (int i = 0; i < RACES; i++) {
      get(container, "/work");
    }

    reports.await(RACES);
  }

  @Test
  void dispatchRacesReturn() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet(
                    "/work",
                    (request, response) -> {
                      AsyncContext async = request.startAsync();
                      other.execute(() -> async.dispatch("/then"));
                    })
                .servlet("/then", (request, response) -> response.setStatus(202)));

    for (int i = 0; i < RACES; i++) {
      assertThat(get(container, "/work").statusCode()).isEqualTo(202);
    }

    assertThat(reports.await(RACES))
        .allMatch(profile -> profile.request().path().equals("/app/work"));
  }

  @Test
  void redispatchAddsSecondSegmentOnItsThread() throws Exception {
    AtomicLong measured = new AtomicLong();
    AtomicReference<String> firstThread = new AtomicReference<>();
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet(
                    "/work",
                    (request, response) -> {
                      firstThread.set(Thread.currentThread().getName());
                      AsyncContext async = request.startAsync();
                      other.execute(
                          () -> {
                            measured.set(Workload.pause(40));
                            async.dispatch("/then");
                          });
                    })
                .servlet("/then", (request, response) -> Workload.pauseTwice(seen())));

    get(container, "/work");

    Profile profile = reports.only();
    assertThat(profile.thread()).isEqualTo(firstThread.get());
    assertThat(awaited(profile)).isPositive();
    assertThat(profile.durationNanos()).isGreaterThanOrEqualTo(measured.get());
    assertThat(Reports.methods(profile)).contains("pauseTwice");
  }

  @Test
  void secondStartAsyncKeepsListening() throws Exception {
    AtomicLong measured = new AtomicLong();
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet("/work", (request, response) -> request.startAsync().dispatch("/then"))
                .servlet(
                    "/then",
                    (request, response) -> {
                      AsyncContext async = request.startAsync();
                      other.execute(
                          () -> {
                            measured.set(Workload.pause(60));
                            response.setStatus(202);
                            async.complete();
                          });
                    }));

    assertThat(get(container, "/work").statusCode()).isEqualTo(202);

    Profile profile = reports.only();
    assertThat(profile.request().status()).isEqualTo(202);
    assertThat(profile.durationNanos()).isGreaterThanOrEqualTo(measured.get());
  }

  @Test
  void suspendedByEarlierFilter() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(suspending())
                .filter(profiling())
                .servlet("/work", (request, response) -> Workload.pauseTwice(seen())));

    get(container, "/work");

    assertThat(Reports.methods(reports.only())).contains("pauseTwice");
    assertThat(awaited(reports.only())).isZero();
  }

  @Test
  void suspendedByLaterFilter() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .filter(suspending())
                .servlet(
                    "/",
                    (request, response) -> {
                      request.setAttribute("http.route", "/w/{x}");
                      Workload.pauseTwice(seen());
                    }));

    get(container, "/work");

    assertThat(Reports.methods(reports.only())).contains("pauseTwice");
    assertThat(awaited(reports.only())).isPositive();
    assertThat(reports.only().request().route()).isEqualTo("/w/{x}");
  }

  @Test
  void asyncDispatchNotMappedStillReports() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling(), EnumSet.of(DispatcherType.REQUEST))
                .servlet("/work", (request, response) -> request.startAsync().dispatch("/then"))
                .servlet(
                    "/then",
                    (request, response) -> {
                      Workload.pauseTwice(60);
                      response.setStatus(202);
                    }));

    assertThat(get(container, "/work").statusCode()).isEqualTo(202);

    assertThat(reports.only().request().status()).isEqualTo(202);
    assertThat(Reports.methods(reports.only())).doesNotContain("pauseTwice");
  }

  @Test
  void anUnseenDispatchIsHintedAtIfTheContainerTells() throws Exception {
    CountDownLatch returned = new CountDownLatch(1);
    Filter outermost =
        (request, response, chain) -> {
          chain.doFilter(request, response);
          returned.countDown();
        };
    TestContainer container =
        start(
            new TestApplication()
                .filter(outermost, EnumSet.of(DispatcherType.REQUEST))
                .filter(profiling(), EnumSet.of(DispatcherType.REQUEST))
                .servlet(
                    "/work",
                    (request, response) -> {
                      AsyncContext async = request.startAsync();
                      other.execute(
                          () -> {
                            awaitQuietly(returned);
                            async.dispatch("/then");
                          });
                    })
                .servlet("/then", (request, response) -> Workload.alpha()));

    get(container, "/work");

    if (tellsOfDispatches()) {
      assertThat(Reports.notes(reports.only()))
          .containsExactly("async dispatch not sampled: map the filter for ASYNC");
    } else {
      assertThat(Reports.notes(reports.only())).isEmpty();
    }
  }

  /** Whether a listener of this container can know that there was a dispatch. */
  protected abstract boolean tellsOfDispatches();

  @Test
  void startRunnableIsNotSampledButReported() throws Exception {
    AtomicLong measured = new AtomicLong();
    TestContainer container =
        serving(
            (request, response) -> {
              AsyncContext async = request.startAsync();
              async.start(
                  () -> {
                    measured.set(Workload.pause(40));
                    async.complete();
                  });
            });

    get(container, "/work");

    assertThat(reports.only().durationNanos()).isGreaterThanOrEqualTo(measured.get());
    assertThat(Reports.methods(reports.only())).doesNotContain("pause");
    assertThat(Reports.notes(reports.only())).isEmpty();
  }

  private TestContainer serving(LambdaServlet.Work work) throws Exception {
    return start(new TestApplication().filter(profiling()).servlet("/work", work));
  }

  /** Like a filter that limits how many requests run: lets each in on a later dispatch. */
  private Filter suspending() {
    return (request, response, chain) -> {
      if (request.getAttribute("let in") != null) {
        chain.doFilter(request, response);
        return;
      }
      request.setAttribute("let in", true);
      AsyncContext async = request.startAsync();
      other.execute(
          () -> {
            Workload.pause(10);
            async.dispatch();
          });
    };
  }

  private static long awaited(Profile profile) {
    return Reports.nodes(profile.root())
        .filter(node -> node.frame().kind() == Frame.Kind.AWAIT)
        .mapToLong(CallNode::selfNanos)
        .sum();
  }
}
