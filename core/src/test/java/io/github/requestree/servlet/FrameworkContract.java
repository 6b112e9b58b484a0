package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * The filter in a framework that brings its container along, registered as the guide says. The
 * framework has a handler for each of the methods here, and answers what it returns.
 */
public abstract class FrameworkContract extends ContainerContract {

  private static final int MANY = 20;

  private final AtomicLong workedNanos = new AtomicLong();

  /** Starts the framework on a free port, with the filter, below {@code /app}. */
  protected abstract TestContainer startFramework(ProfilingFilter filter) throws Exception;

  @Override
  protected final TestContainer startContainer(TestApplication application) throws Exception {
    return startFramework((ProfilingFilter) application.filters().get(0).filter());
  }

  /** The work for {@code /orders/{id}}. */
  protected final String order(String id) {
    workedNanos.set(Workload.pause(50));
    return "order " + id;
  }

  /** The work for {@code /failing}. */
  protected final String fail() {
    throw new IllegalStateException("made up");
  }

  /** The work for {@code /later}, which begins when the request's thread has left. */
  protected final CompletableFuture<String> later() {
    return CompletableFuture.supplyAsync(
        () -> {
          Await.until("no thread", () -> statistics(lastFilter()).openSegments() == 0);
          workedNanos.set(Workload.pause(20));
          return "later";
        },
        other);
  }

  /** The work for {@code /failing-later}. */
  protected final CompletableFuture<String> failLater() {
    return CompletableFuture.supplyAsync(this::fail, other);
  }

  @Test
  void aSlowRequestHasItsRouteAndTheMethodThatSlept() throws Exception {
    TestContainer container = running();

    // On a busy machine a request may be seen too rarely.
    Await.until(
        "a tree with the sleep",
        () -> {
          assertThat(body(container, "/orders/17")).isEqualTo("order 17");
          return reports.all().stream()
              .anyMatch(profile -> Reports.methods(profile).contains("pause"));
        });

    assertThat(reports.all())
        .extracting(Profile::request)
        .containsOnly(new Profile.Request("GET", "/app/orders/17", "/orders/{id}", 200, null));
  }

  @Test
  void aRequestThatFailsIsReportedAsFailed() throws Exception {
    assertThat(get(running(), "/failing").statusCode()).isEqualTo(500);

    assertFailed("/failing");
  }

  @Test
  void anAsynchronousRequestEndsWhenItsFutureDoes() throws Exception {
    HttpResponse<String> answer = get(running(), "/later");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("later");
    Profile profile = reports.only();
    assertThat(profile.request())
        .isEqualTo(new Profile.Request("GET", "/app/later", "/later", 200, null));
    assertThat(profile.durationNanos()).isGreaterThanOrEqualTo(workedNanos.get());
    assertThat(Reports.nodes(profile.root()))
        .anyMatch(node -> node.frame().kind() == Frame.Kind.AWAIT);
  }

  @Test
  void anAsynchronousRequestThatFailsIsReportedAsFailed() throws Exception {
    assertThat(get(running(), "/failing-later").statusCode()).isEqualTo(500);

    assertFailed("/failing-later");
  }

  @Test
  void whatIsNotThereIsReportedWithItsStatus() throws Exception {
    assertThat(get(running(), "/nothing").statusCode()).isEqualTo(404);

    assertThat(reports.only().request().status()).isEqualTo(404);
    assertThat(reports.only().request().failed()).isFalse();
  }

  @Test
  void manyAtOnceAreEachReportedOnce() throws Exception {
    TestContainer container = running();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String path = i % 2 == 0 ? "/orders/" + i : "/failing-later";
      answers.add(sendLater(container, HttpRequest.newBuilder().GET(), path));
    }

    for (int i = 0; i < MANY; i++) {
      assertThat(answers.get(i).get().statusCode()).isEqualTo(i % 2 == 0 ? 200 : 500);
    }
    assertThat(reports.await(MANY))
        .filteredOn(profile -> profile.request().failed())
        .hasSize(MANY / 2);
  }

  private TestContainer running() throws Exception {
    return start(new TestApplication().filter(profiling()));
  }

  private void assertFailed(String path) {
    Profile profile = reports.only();
    assertThat(profile.request().path()).isEqualTo("/app" + path);
    assertThat(profile.request().route()).isEqualTo(path);
    assertThat(profile.request().status()).isEqualTo(500);
    assertThat(profile.request().failed()).isTrue();
  }
}
