package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.recording.WaitTable;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Threads that really wait, on the JDK that runs the tests. */
class RealWaitsTest {

  private interface Work {
    void run() throws Exception;
  }

  private final RealJvm jvm = new RealJvm();
  private final List<Thread> threads = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void endAll() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join(10_000);
    }
  }

  @Test
  void sleeping() {
    assertKind(WaitKind.SLEEPING, () -> Thread.sleep(60_000));
    assertKind(WaitKind.SLEEPING, () -> TimeUnit.MINUTES.sleep(1));
  }

  @Test
  void lock() {
    Object monitor = new Object();
    ReentrantLock lock = new ReentrantLock();
    ReentrantReadWriteLock readWrite = new ReentrantReadWriteLock();
    StampedLock stamped = new StampedLock();
    long stamp = stamped.writeLock();
    assertThat(lock.tryLock() && readWrite.writeLock().tryLock()).isTrue();
    synchronized (monitor) {
      assertKind(WaitKind.LOCK, () -> enter(monitor));
    }
    assertKind(WaitKind.LOCK, lock::lockInterruptibly);
    assertKind(WaitKind.LOCK, () -> lock.tryLock(1, TimeUnit.MINUTES));
    assertKind(WaitKind.LOCK, readWrite.readLock()::lockInterruptibly);
    assertKind(WaitKind.LOCK, readWrite.writeLock()::lockInterruptibly);
    assertKind(WaitKind.LOCK, stamped::readLockInterruptibly);
    assertKind(WaitKind.LOCK, stamped::writeLockInterruptibly);
    stamped.unlockWrite(stamp);
    readWrite.writeLock().unlock();
    lock.unlock();
  }

  @SuppressWarnings("EmptySynchronized")
  private static void enter(Object monitor) {
    synchronized (monitor) {
      assertThat(monitor).isNotNull();
    }
  }

  /** Notified, but the monitor is not free: what it waits for now is the monitor. */
  @Test
  void aNotifiedThreadThatWaitsForTheMonitorWaitsForALock() {
    Object monitor = new Object();
    Thread waiter = starts(() -> waitOn(monitor));
    Await.until("waits", () -> waiter.getState() == Thread.State.WAITING);
    synchronized (monitor) {
      monitor.notifyAll();
      Await.until("blocked", () -> waiter.getState() == Thread.State.BLOCKED);
      assertThat(kind(waiter)).isEqualTo(WaitKind.LOCK);
    }
  }

  @Test
  void future() {
    assertKind(WaitKind.FUTURE, new CompletableFuture<String>()::get);
    assertKind(WaitKind.FUTURE, () -> new CompletableFuture<String>().get(1, TimeUnit.MINUTES));
    assertKind(WaitKind.FUTURE, new FutureTask<>(() -> "")::get);
    CountDownLatch end = new CountDownLatch(1);
    opened.add(end::countDown);
    ForkJoinPool pool = new ForkJoinPool(1);
    opened.add(pool::shutdownNow);
    assertKind(WaitKind.FUTURE, pool.submit(() -> await(end))::get);
    assertKind(WaitKind.FUTURE, () -> Mono.never().block());
    assertKind(WaitKind.FUTURE, () -> Mono.never().blockOptional(Duration.ofMinutes(1)));
    assertKind(WaitKind.FUTURE, () -> Flux.never().blockLast());
    assertKind(WaitKind.FUTURE, () -> Flux.never().toIterable().forEach(each -> {}));
  }

  @Test
  void queue() {
    ArrayBlockingQueue<String> full = new ArrayBlockingQueue<>(1, false, List.of("one"));
    assertKind(WaitKind.QUEUE, new LinkedBlockingQueue<String>()::take);
    assertKind(WaitKind.QUEUE, () -> new LinkedBlockingQueue<String>().poll(1, TimeUnit.MINUTES));
    assertKind(WaitKind.QUEUE, () -> full.put("two"));
    assertKind(WaitKind.QUEUE, () -> full.offer("two", 1, TimeUnit.MINUTES));
    assertKind(WaitKind.QUEUE, new SynchronousQueue<String>()::take);
    assertKind(WaitKind.QUEUE, () -> new SynchronousQueue<String>(true).put("one"));
    assertKind(WaitKind.QUEUE, new LinkedTransferQueue<String>()::take);
    assertKind(WaitKind.QUEUE, () -> new LinkedTransferQueue<String>().transfer("one"));
    assertKind(WaitKind.QUEUE, new LinkedBlockingDeque<String>()::takeFirst);
    assertKind(WaitKind.QUEUE, new PriorityBlockingQueue<String>()::take);
  }

  @Test
  @SuppressWarnings("WaitNotInLoop")
  void waiting() {
    ReentrantLock lock = new ReentrantLock();
    assertKind(WaitKind.WAITING, new CountDownLatch(1)::await);
    assertKind(WaitKind.WAITING, new Semaphore(0)::acquire);
    assertKind(WaitKind.WAITING, new CyclicBarrier(2)::await);
    assertKind(WaitKind.WAITING, () -> new Phaser(1).awaitAdvanceInterruptibly(0));
    assertKind(WaitKind.WAITING, () -> new Exchanger<String>().exchange("one"));
    assertKind(WaitKind.WAITING, () -> waitOn(new Object()));
    assertKind(WaitKind.WAITING, () -> LockSupport.park(this));
    assertKind(WaitKind.WAITING, Thread.currentThread()::join);
    assertKind(
        WaitKind.WAITING,
        () -> {
          lock.lock();
          lock.newCondition().await(1, TimeUnit.MINUTES);
        });
  }

  @SuppressWarnings("WaitNotInLoop")
  private static void waitOn(Object monitor) throws InterruptedException {
    synchronized (monitor) {
      monitor.wait();
    }
  }

  @Test
  void socket() throws Exception {
    ServerSocket server = opened(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Socket client = opened(new Socket(server.getInetAddress(), server.getLocalPort()));
    opened(server.accept());
    // One of its own: what this accepted of the others would be closed as garbage.
    ServerSocket unused = opened(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    assertKind(WaitKind.SOCKET, unused::accept);
    assertKind(WaitKind.SOCKET, () -> client.getInputStream().read());
    Socket withTimeout = opened(new Socket(server.getInetAddress(), server.getLocalPort()));
    withTimeout.setSoTimeout(60_000);
    assertKind(WaitKind.SOCKET, () -> withTimeout.getInputStream().read());
    assertKind(WaitKind.SOCKET, () -> fill(client.getOutputStream()));
    SocketChannel channel = opened(SocketChannel.open(address(server)));
    assertKind(WaitKind.SOCKET, () -> channel.read(ByteBuffer.allocate(10)));
    SocketChannel writing = opened(SocketChannel.open(address(server)));
    assertKind(WaitKind.SOCKET, () -> fill(writing));
    Selector selector = opened(Selector.open());
    assertKind(WaitKind.SOCKET, selector::select);
  }

  private static InetSocketAddress address(ServerSocket server) {
    return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
  }

  private static void fill(OutputStream out) throws Exception {
    while (true) {
      out.write(new byte[100_000]);
    }
  }

  private static void fill(SocketChannel out) throws Exception {
    while (true) {
      out.write(ByteBuffer.allocate(100_000));
    }
  }

  @Test
  void process() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    opened.add(process::destroyForcibly);
    assertKind(WaitKind.PROCESS, process::waitFor);
    assertKind(WaitKind.PROCESS, () -> process.waitFor(1, TimeUnit.MINUTES));
    InputStream output = process.getInputStream();
    // JDK 17 reads what a process writes as if it were a file.
    assertKind(Runtime.version().feature() < 20 ? WaitKind.FILE : WaitKind.PROCESS, output::read);
  }

  @Test
  void httpClient() throws Exception {
    ServerSocket server = opened(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    URI uri = URI.create("http://localhost:" + server.getLocalPort() + "/");
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    HttpClient client = HttpClient.newHttpClient();
    assertKind(
        WaitKind.HTTP_CLIENT, () -> client.send(request, HttpResponse.BodyHandlers.discarding()));
    assertKind(WaitKind.HTTP_CLIENT, () -> uri.toURL().openStream().close());
    RestClient spring =
        RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()).build();
    assertKind(WaitKind.HTTP_CLIENT, () -> spring.get().uri(uri).retrieve().toBodilessEntity());
  }

  @Test
  void apacheHttpClient() throws Exception {
    ((Logger) LoggerFactory.getLogger("org.apache.hc")).setLevel(Level.WARN);
    ServerSocket server = opened(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    String uri = "http://localhost:" + server.getLocalPort() + "/";
    CloseableHttpClient client =
        opened(
            HttpClients.custom()
                .disableAutomaticRetries()
                .setConnectionManager(
                    PoolingHttpClientConnectionManagerBuilder.create().setMaxConnTotal(1).build())
                .build());
    assertKind(WaitKind.HTTP_CLIENT, () -> client.execute(new HttpGet(uri), response -> null));
    // Now for the only connection of the pool.
    assertKind(WaitKind.HTTP_CLIENT, () -> client.execute(new HttpGet(uri), response -> null));
  }

  @Test
  void okHttp() throws Exception {
    ServerSocket server = opened(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    OkHttpClient client = new OkHttpClient();
    Request request =
        new Request.Builder().url("http://localhost:" + server.getLocalPort() + "/").build();
    assertKind(WaitKind.HTTP_CLIENT, () -> client.newCall(request).execute().close());
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private <T extends AutoCloseable> T opened(T each) {
    opened.add(each);
    return each;
  }

  private Thread starts(Work work) {
    Thread thread =
        start(
            () -> {
              try {
                work.run();
              } catch (Exception | Error expectedWhenEnded) {
                Thread.currentThread().interrupt();
              }
            });
    threads.add(thread);
    return thread;
  }

  /** Starts a thread of the kind that is tested. */
  Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** A thread that gets there is classified so in the end, and stays so. */
  private void assertKind(WaitKind expected, Work work) {
    Thread thread = starts(work);
    Await.until(() -> expected + " of " + describe(thread), () -> standsStill(thread, expected));
  }

  private boolean standsStill(Thread thread, WaitKind expected) {
    long before = jvm.cpuNanos(thread);
    Thread.onSpinWait();
    WaitKind found = kind(thread);
    return found == expected && jvm.cpuNanos(thread) == before && kind(thread) == expected;
  }

  private WaitKind kind(Thread thread) {
    StackTraceElement[] stack = jvm.stack(thread);
    return WaitTable.kind(stack, stack.length, jvm.state(thread));
  }

  private String describe(Thread thread) {
    return kind(thread) + " " + jvm.state(thread) + " " + Arrays.toString(jvm.stack(thread));
  }
}
