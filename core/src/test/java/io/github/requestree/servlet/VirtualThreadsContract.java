package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.app.Waits;
import com.example.app.Workload;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.VirtualThreads;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same filter where the container runs each request on a virtual thread. */
public abstract class VirtualThreadsContract extends ContainerContract {

  private static final int ENOUGH_WALKS = 50;
  private static final int MANY = 200;

  /** Not a condition on the class, which no subclass would inherit. */
  @BeforeAll
  static void thereAreVirtualThreads() {
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads need JDK 21");
  }

  @Test
  void aRequestIsReportedOnceWithItsTreeAndNothingOfTheThreadsOwnFrames() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    TestContainer container =
        serving(
            (request, response) -> {
              thread.set(Thread.currentThread());
              burnUntilSeen();
              pauseUntilSeen();
              response.setStatus(201);
            });

    assertThat(get(container, "/work").statusCode()).isEqualTo(201);

    Profile profile = reports.only();
    assertThat(isVirtual(thread.get())).isTrue();
    assertThat(profile.request().status()).isEqualTo(201);
    assertThat(profile.thread()).isEqualTo(shown(thread.get()));
    assertThat(Reports.notes(profile)).isEmpty();
    assertThat(Reports.methods(profile)).contains("burn", "pause");
    assertThat(Reports.framesAround(profile)).isEmpty();
  }

  @Test
  void cpuTimeAndAllocationAreAbsentAndEstimatesAreMarked() throws Exception {
    TestContainer container =
        serving(
            (request, response) -> {
              burnUntilSeen();
              pauseUntilSeen();
            });

    get(container, "/work");

    Profile profile = reports.only();
    assertThat(profile.cpuNanos()).isEmpty();
    assertThat(profile.allocatedBytes()).isEmpty();
    assertThat(profile.root().totalCpuNanos()).isZero();
    Await.until("the log", () -> !log.messages().isEmpty());
    String text = log.messages().get(0);
    assertThat(text).doesNotContain(" cpu ", "allocated");
    assertThat(text)
        .containsPattern("/work {3}waiting ~[0-9.]+ m?s {3}(?:gc .* {3})?thread \\S+\n");
    assertThat(text).containsPattern(" ~[0-9.]+ m?s +[0-9]+% {2}Workload.burn");
    assertThat(text).containsPattern(" ~[0-9.]+ m?s +[0-9]+% {2}Thread.sleep");
    assertThat(text).contains("[~sleeping");
    assertThat(text).containsPattern("[^~][0-9.]+ m?s +100% {2}GET /app/work {3}");
  }

  @Test
  void aSleepIsSeenWhereItHappens() throws Exception {
    assertWaitIsSeen("pause", WaitKind.SLEEPING, this::pauseUntilSeen);
  }

  @Test
  void aWaitForALockIsSeenWhereItHappens() throws Exception {
    Object monitor = new Object();
    assertWaitIsSeen(
        "enters",
        WaitKind.LOCK,
        () -> {
          CountDownLatch held = new CountDownLatch(1);
          other.execute(
              () -> {
                synchronized (monitor) {
                  held.countDown();
                  awaitWalks();
                }
              });
          held.await();
          return Waits.enters(monitor);
        });
  }

  @Test
  void aWaitForAFutureIsSeenWhereItHappens() throws Exception {
    assertWaitIsSeen(
        "gets",
        WaitKind.FUTURE,
        () -> Waits.gets(CompletableFuture.runAsync(() -> awaitWalks(), other)));
  }

  @Test
  void aWaitForAQueueIsSeenWhereItHappens() throws Exception {
    assertWaitIsSeen(
        "takes",
        WaitKind.QUEUE,
        () -> {
          LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
          other.execute(
              () -> {
                awaitWalks();
                queue.add("an order");
              });
          return Waits.takes(queue);
        });
  }

  @Test
  void aWaitForAPeerIsSeenWhereItHappens() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket near = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket far = server.accept()) {
      assertWaitIsSeen(
          "reads",
          WaitKind.SOCKET,
          () -> {
            CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> answer(far), other);
            long nanos = Waits.reads(near.getInputStream());
            answer.join();
            return nanos;
          });
    }
  }

  private void answer(Socket far) {
    awaitWalks();
    try {
      far.getOutputStream().write('x');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatGoesOnOnAnotherVirtualThreadHasBothSegments() throws Exception {
    List<Thread> threads = new ArrayList<>();
    TestContainer container =
        start(
            new TestApplication()
                .virtualThreads()
                .filter(profiling())
                .servlet(
                    "/work",
                    (request, response) -> {
                      threads.add(Thread.currentThread());
                      burnUntilSeen();
                      AsyncContext async = request.startAsync();
                      other.execute(
                          () -> {
                            Workload.pause(20);
                            async.dispatch("/then");
                          });
                    })
                .servlet(
                    "/then",
                    (request, response) -> {
                      threads.add(Thread.currentThread());
                      pauseUntilSeen();
                    }));

    get(container, "/work");

    Profile profile = reports.only();
    assertThat(threads).hasSize(2).doesNotHaveDuplicates().allMatch(thread -> isVirtual(thread));
    assertThat(Reports.methods(profile)).contains("burn", "pause");
    assertThat(profile.thread()).isEqualTo(shown(threads.get(0)));
    assertThat(profile.cpuNanos()).isEmpty();
    assertThat(profile.allocatedBytes()).isEmpty();
    List<CallNode> awaits =
        Reports.nodes(profile.root())
            .filter(node -> node.frame().name().startsWith("[await]  until dispatch"))
            .toList();
    assertThat(awaits).hasSize(1);
    assertThat(awaits.get(0).frame().name()).endsWith(", then " + shown(threads.get(1)));
    assertThat(awaits.get(0).totalNanos()).isPositive();
  }

  @Test
  void manyAtOnceAreAllReportedAndNoneIsHarmed() throws Exception {
    CountDownLatch arrived = new CountDownLatch(MANY);
    TestContainer container =
        serving(
            (request, response) -> {
              arrived.countDown();
              awaitQuietly(arrived);
              // On a busy machine they have waited long for each other, and were walked meanwhile.
              long end = walks() + 5 * MANY;
              long slept = 0;
              do {
                slept += Workload.pause(20);
              } while (walks() < end);
              response.getWriter().print(request.getHeader("number") + " " + slept);
            });

    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder().GET().header("number", Integer.toString(i));
      answers.add(sendLater(container, request, "/work"));
    }

    long leastSlept = Long.MAX_VALUE;
    for (int i = 0; i < MANY; i++) {
      HttpResponse<String> answer = answers.get(i).get();
      assertThat(answer.statusCode()).isEqualTo(200);
      String[] words = answer.body().split(" ", -1);
      assertThat(words[0]).isEqualTo(Integer.toString(i));
      leastSlept = Math.min(leastSlept, Long.parseLong(words[1]));
    }
    for (Profile profile : reports.await(MANY)) {
      assertThat(profile.durationNanos()).isGreaterThanOrEqualTo(leastSlept);
      assertThat(profile.cpuNanos()).isEmpty();
    }
    assertThat(reports.all())
        .filteredOn(profile -> Reports.methods(profile).contains("pause"))
        .hasSizeGreaterThan(MANY / 2);
  }

  @Test
  void whatIsHandedToVirtualThreadsAreLanesOfItsRequest() throws Exception {
    ExecutorService virtual = Profiler.wrap(VirtualThreads.executor());
    try {
      TestContainer container =
          serving(
              (request, response) -> {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                  all.add(virtual.submit(this::pauseUntilSeen));
                }
                for (Future<?> each : all) {
                  try {
                    each.get();
                  } catch (InterruptedException | ExecutionException e) {
                    throw new ServletException(e);
                  }
                }
              });

      get(container, "/work");
    } finally {
      virtual.shutdownNow();
    }

    List<CallNode> lanes =
        Reports.nodes(reports.only().root()).flatMap(node -> node.lanes().stream()).toList();
    assertThat(lanes).hasSize(3);
    assertThat(lanes)
        .allSatisfy(
            lane -> {
              assertThat(lane.lane().cpuMeasured()).isFalse();
              assertThat(lane.lane().cut()).isFalse();
              assertThat(Reports.nodes(lane).map(node -> node.frame().name())).contains("pause");
            });
  }

  private void assertWaitIsSeen(String method, WaitKind kind, Callable<Long> wait)
      throws Exception {
    AtomicLong measured = new AtomicLong();
    TestContainer container =
        serving(
            (request, response) -> {
              assertThat(isVirtual(Thread.currentThread())).isTrue();
              try {
                measured.set(wait.call());
              } catch (Exception e) {
                throw new ServletException(e);
              }
            });

    // The first time much of it is no wait: the JVM has yet to load what the wait is made of.
    for (int i = 1; i <= 2; i++) {
      assertThat(get(container, "/work").statusCode()).isEqualTo(200);
      reports.await(i);
    }

    Profile profile = reports.all().get(1);
    long seen =
        Reports.nodes(profile.root())
            .filter(node -> node.frame().name().equals(method))
            .mapToLong(node -> node.totalWaiting().getOrDefault(kind, 0L))
            .sum();
    // Each end is known to about one resolution, and what nobody saw is said.
    long error = 4 * profile.sampling().resolutionNanos();
    long notSampled =
        Reports.nodes(profile.root())
            .filter(node -> node.frame().equals(Frame.NOT_SAMPLED))
            .mapToLong(CallNode::totalNanos)
            .sum();
    assertThat(seen)
        .as("%s, %s", kind, profile.sampling())
        .isPositive()
        .isBetween(measured.get() - notSampled - error, measured.get() + error);
    assertThat(Reports.nodes(profile.root()))
        .allMatch(node -> node.evidence().provenNanos() == 0, "nothing is proven");
  }

  /** However busy the machine is, the sampler has seen what goes on when this returns. */
  private void awaitWalks() {
    long end = enoughWalks();
    Await.until("the sampler to reach " + end + " walks", () -> walks() >= end);
  }

  private void burnUntilSeen() {
    long end = enoughWalks();
    while (walks() < end) {
      Workload.burn(5);
    }
  }

  private long pauseUntilSeen() {
    long end = enoughWalks();
    long nanos = 0;
    while (walks() < end) {
      nanos += Workload.pause(20);
    }
    return nanos;
  }

  private long enoughWalks() {
    return walks() + ENOUGH_WALKS;
  }

  private long walks() {
    return statistics(lastFilter()).walks();
  }

  private TestContainer serving(LambdaServlet.Work work) throws Exception {
    return start(new TestApplication().virtualThreads().filter(profiling()).servlet("/work", work));
  }

  /** How a report names a thread; most virtual ones have no name. */
  private static String shown(Thread thread) {
    return thread.getName().isEmpty() ? "#" + thread.getId() : thread.getName();
  }

  private static boolean isVirtual(Thread thread) {
    try {
      return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
