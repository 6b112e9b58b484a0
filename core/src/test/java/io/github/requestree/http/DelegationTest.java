package io.github.requestree.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.github.requestree.sampling.Notes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** What is wrapped stays what it was. */
class DelegationTest {

  private static final HttpRequest REQUEST =
      HttpRequest.newBuilder(URI.create("http://localhost/a")).build();

  /** Somebody else's client: remembers what it was asked for, and has no answer. */
  private static class Fake extends HttpClient {

    final List<String> asked = new ArrayList<>();
    CompletableFuture<?> future = new CompletableFuture<>();

    @Override
    public Optional<CookieHandler> cookieHandler() {
      asked.add("cookieHandler");
      return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
      asked.add("connectTimeout");
      return Optional.empty();
    }

    @Override
    public Redirect followRedirects() {
      asked.add("followRedirects");
      return Redirect.NEVER;
    }

    @Override
    public Optional<ProxySelector> proxy() {
      asked.add("proxy");
      return Optional.empty();
    }

    @Override
    public SSLContext sslContext() {
      asked.add("sslContext");
      return null;
    }

    @Override
    public SSLParameters sslParameters() {
      asked.add("sslParameters");
      return null;
    }

    @Override
    public Optional<Authenticator> authenticator() {
      asked.add("authenticator");
      return Optional.empty();
    }

    @Override
    public Version version() {
      asked.add("version");
      return Version.HTTP_2;
    }

    @Override
    public Optional<Executor> executor() {
      asked.add("executor");
      return Optional.empty();
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
      return null;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
        HttpRequest request, BodyHandler<T> handler) {
      return (CompletableFuture<HttpResponse<T>>) future;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
        HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushPromiseHandler) {
      return sendAsync(request, handler);
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
      asked.add("newWebSocketBuilder");
      return null;
    }

    public void shutdown() {
      asked.add("shutdown");
    }

    public void shutdownNow() {
      asked.add("shutdownNow");
    }

    public boolean isTerminated() {
      asked.add("isTerminated");
      return true;
    }

    public boolean awaitTermination(Duration duration) throws InterruptedException {
      asked.add("awaitTermination");
      if (duration.isNegative()) {
        throw new InterruptedException("as told");
      }
      return duration.isZero();
    }

    public void close() {
      asked.add("close");
    }
  }

  private final Fake fake = new Fake();
  private final HttpClient client = ProfiledHttpClient.wrap(fake);

  @Test
  void wrappingTwiceIsWrappingOnce() {
    assertThat(ProfiledHttpClient.wrap(client)).isSameAs(client);
    assertThat(client.toString()).isEqualTo("profiled " + fake);
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
    assertNothing(client.send(REQUEST, handler));
    assertNothing(client.sendAsync(REQUEST, handler) == fake.future ? null : "another");
    assertNothing(client.sendAsync(REQUEST, handler, null) == fake.future ? null : "another");
  }

  private static void assertNothing(Object answer) {
    if (answer != null) {
      throw new AssertionError(answer);
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
