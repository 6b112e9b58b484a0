package io.github.requestree.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.requestree.sampling.Notes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** What is wrapped stays what it was. */
class DelegationTest {

  private static final HttpRequest REQUEST =
      HttpRequest.newBuilder(URI.create("http://localhost/a")).build();

  private final FakeClient fake = new FakeClient();
  private final HttpClient client = ProfiledHttpClient.wrap(fake);

  @Test
  void wrappingTwiceIsWrappingOnce() {
    assertThat(ProfiledHttpClient.wrap(client)).isSameAs(client);
    assertThat(client.toString()).isEqualTo("profiled fake");
  }

  /** Whatever a later JDK adds: its default would be asked instead of the client. */
  @Test
  void noMethodOfTheClassIsLeftToItsDefault() throws Exception {
    for (Method method : HttpClient.class.getDeclaredMethods()) {
      if (!Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
        Method ours = client.getClass().getMethod(method.getName(), method.getParameterTypes());
        assertThat(ours.getDeclaringClass()).as(method.toString()).isEqualTo(client.getClass());
      }
    }
  }

  @Test
  void everyPropertyIsTheClients() throws Exception {
    for (Method method : HttpClient.class.getDeclaredMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && method.getParameterCount() == 0) {
        method.invoke(client);
        assertThat(fake.asked).last().isEqualTo(method.getName());
      }
    }
    client.newWebSocketBuilder();
    assertThat(fake.asked).last().isEqualTo("newWebSocketBuilder");
    assertThat(fake.asked).hasSizeGreaterThan(9);
  }

  @Test
  @EnabledForJreRange(minVersion = 21)
  void closingAndWaitingReachTheClient() throws Exception {
    for (String name : List.of("shutdown", "shutdownNow", "isTerminated", "close")) {
      Object answer = HttpClient.class.getMethod(name).invoke(client);
      assertThat(fake.asked).containsExactly(name);
      assertThat(answer).isIn(null, true);
      fake.asked.clear();
    }
    Method await = HttpClient.class.getMethod("awaitTermination", Duration.class);
    assertThat(await.invoke(client, Duration.ZERO)).isEqualTo(true);
    assertThat(await.invoke(client, Duration.ofDays(1))).isEqualTo(false);
    assertThatThrownBy(() -> await.invoke(client, Duration.ofDays(-1)))
        .hasRootCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void theFutureOfAnotherClientIsReturnedAsItIs() throws Exception {
    try (Notes notes = new Notes()) {
      assertThat(
              notes.of(
                  () -> {
                    assertThat(client.sendAsync(REQUEST, BodyHandlers.discarding()))
                        .isSameAs(fake.future);
                    fake.future.cancel(true);
                  }))
          .extracting(event -> event.attributes().get("error"))
          .containsExactly("CancellationException");
    }
  }

  @Test
  void aClientWithoutAnswersDoesNoHarm() throws Exception {
    try (Notes notes = new Notes()) {
      notes.of(
          () -> {
            assertThat(client.send(REQUEST, BodyHandlers.discarding())).isNull();
            fake.future = null;
            assertThat(client.sendAsync(REQUEST, BodyHandlers.discarding(), null)).isNull();
            HttpRequest broken = ProfiledHttpClient.withTemplate(new BrokenRequest(), "/a");
            assertThat(client.send(broken, BodyHandlers.discarding())).isNull();
          });
    }
  }

  /** Outside a profile there is nothing to note. */
  @Test
  void outsideAProfileNothingIsAllocatedAndNothingIsBetween() throws Exception {
    BodyHandler<Void> handler = BodyHandlers.discarding();
    assertThat(client.sendAsync(REQUEST, handler)).isSameAs(fake.future);
    for (int i = 0; i < 20_000; i++) {
      sends(handler);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      sends(handler);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    assertThat(fake.future.getNumberOfDependents()).isZero();
  }

  private void sends(BodyHandler<Void> handler) throws IOException, InterruptedException {
    boolean passed =
        client.send(REQUEST, handler) == null
            && fake.isOurs(client.sendAsync(REQUEST, handler))
            && fake.isOurs(client.sendAsync(REQUEST, handler, null));
    if (!passed) {
      throw new AssertionError("something is between");
    }
  }

  /** A request that cannot be asked for anything. */
  private static final class BrokenRequest extends HttpRequest {

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
      throw new IllegalStateException("broken");
    }

    @Override
    public String method() {
      throw new IllegalStateException("broken");
    }

    @Override
    public Optional<Duration> timeout() {
      throw new IllegalStateException("broken");
    }

    @Override
    public boolean expectContinue() {
      throw new IllegalStateException("broken");
    }

    @Override
    public URI uri() {
      throw new IllegalStateException("broken");
    }

    @Override
    public Optional<HttpClient.Version> version() {
      throw new IllegalStateException("broken");
    }

    @Override
    public HttpHeaders headers() {
      throw new IllegalStateException("broken");
    }
  }
}
