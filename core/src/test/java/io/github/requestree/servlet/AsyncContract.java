package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
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
        .isEqualTo(new Profile.Request("GET", "/app/work", "/work", 202, null));
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
                .servlet("/then", (request, response) -> Workload.pauseTwice(60)));

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
                .servlet("/work", (request, response) -> Workload.pauseTwice(60)));

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
                      Workload.pauseTwice(60);
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
      assertThat(reports.only().notes())
          .containsExactly("async dispatch not sampled: map the filter for ASYNC");
    } else {
      assertThat(reports.only().notes()).isEmpty();
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
    assertThat(reports.only().notes()).isEmpty();
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
