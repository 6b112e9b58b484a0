package io.github.requestree.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Frame;
import io.github.requestree.profile.WaitKind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A thread that stands in the streams of its own request waits for the client. Each client goes on
 * once the sampler has seen that.
 */
public abstract class SlowClientContract extends ContainerContract {

  private static final byte[] PIECE = new byte[64 * 1024];

  /** More than the sockets, buffers and windows of both sides hold: 32 MB. */
  private static final int PIECES = 512;

  /** Half of what is sent; Tomcat takes many small frames of HTTP/2 for an attack. */
  private static final String HALF = "b".repeat(4_000);

  /** So many looks at a thread that did not run are a wait that no walk can have missed. */
  private static final int LOOKS = 20;

  private final AtomicReference<Thread> serving = new AtomicReference<>();

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aClientThatReadsSlowlyIsWaitedFor(HttpClient.Version version) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(version).build();
    TestContainer container =
        serving(
            (request, response) -> {
              for (int i = 0; i < PIECES; i++) {
                response.getOutputStream().write(PIECE);
              }
            });
    visit(client, container);

    HttpRequest request = HttpRequest.newBuilder(uri(container, "/work?slow")).build();
    StackTraceElement[] stack;
    try (InputStream body = client.send(request, BodyHandlers.ofInputStream()).body()) {
      stack = awaitStandstill();
      body.skipNBytes((long) PIECES * PIECE.length);
    }

    assertWaitedForItsClient(stack);
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aClientThatSendsSlowlyIsWaitedFor(HttpClient.Version version) throws Exception {
    assertSendingIsWaitedFor(version, "text/plain", r -> r.getInputStream().readAllBytes());
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aClientThatSendsAFormSlowlyIsWaitedForByWhoeverAsksForAParameter(HttpClient.Version version)
      throws Exception {
    assertSendingIsWaitedFor(
        version,
        "application/x-www-form-urlencoded",
        request -> assertThat(request.getParameter("a")).isEqualTo(HALF + HALF));
  }

  /** Reads the body of a request. */
  private interface Reading {
    void from(HttpServletRequest request) throws IOException;
  }

  private void assertSendingIsWaitedFor(HttpClient.Version version, String type, Reading reading)
      throws Exception {
    HttpClient client = HttpClient.newBuilder().version(version).build();
    TestContainer container = serving((request, response) -> reading.from(request));
    visit(client, container);
    SubmissionPublisher<ByteBuffer> body = new SubmissionPublisher<>();

    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(
            HttpRequest.newBuilder(uri(container, "/work?slow"))
                .header("Content-Type", type)
                .POST(BodyPublishers.fromPublisher(body))
                .build(),
            BodyHandlers.discarding());
    Await.until("the client", body::hasSubscribers);
    body.submit(US_ASCII.encode("a=" + HALF));
    StackTraceElement[] stack = awaitStandstill();
    body.submit(US_ASCII.encode(HALF));
    body.close();

    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertWaitedForItsClient(stack);
  }

  /** The first request upgrades the connection if it can be. */
  private void visit(HttpClient client, TestContainer container) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(container, "/work")).build();
    assertThat(client.send(request, BodyHandlers.discarding()).version())
        .isEqualTo(client.version());
    reports.only();
  }

  private TestContainer serving(LambdaServlet.Work work) throws Exception {
    return start(
        new TestApplication()
            .http2()
            .filter(profiling())
            .servlet(
                "/work",
                (request, response) -> {
                  if (request.getQueryString() != null) {
                    serving.set(Thread.currentThread());
                    work.serve(request, response);
                  }
                }));
  }

  /** The stack on which the request's thread has been seen to stand still so often in one go. */
  private StackTraceElement[] awaitStandstill() {
    Await.until("the request", () -> serving.get() != null);
    Thread thread = serving.get();
    AtomicReference<StackTraceElement[]> stack = new AtomicReference<>();
    AtomicLong since = new AtomicLong();
    Await.until(
        () -> "a standstill in " + Arrays.toString(stack.get()),
        () -> {
          StackTraceElement[] now = thread.getStackTrace();
          long standstills = statistics(lastFilter()).standstills();
          if (!Arrays.equals(now, stack.get())) {
            stack.set(now);
            since.set(standstills);
          }
          return standstills - since.get() >= LOOKS;
        });
    return stack.get();
  }

  private void assertWaitedForItsClient(StackTraceElement[] stack) {
    Frame waits =
        Frame.method(stack[0].getClassName(), stack[0].getMethodName(), stack[0].getFileName());
    Set<WaitKind> kinds = EnumSet.noneOf(WaitKind.class);
    Reports.nodes(reports.await(2).get(1).root())
        .filter(node -> node.frame().equals(waits))
        .forEach(node -> kinds.addAll(node.selfWaiting().keySet()));

    // Once notified, a thread of Tomcat needs the monitor back.
    assertThat(kinds).contains(WaitKind.CLIENT).isSubsetOf(WaitKind.CLIENT, WaitKind.LOCK);
  }
}
