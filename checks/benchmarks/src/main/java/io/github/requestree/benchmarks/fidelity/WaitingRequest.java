package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.profile.WaitKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** One request that sleeps, waits for locks and for a socket, and computes in between. */
final class WaitingRequest implements Workload {

  private static final int CRUMBS = 100;
  private static final long MILLI = 1_000_000;

  private final Object monitor = new Object();
  private final ReentrantLock lock = new ReentrantLock();
  private final ExecutorService peers =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "fidelity-peer");
            thread.setDaemon(true);
            return thread;
          });
  private final Socket socket;

  @SuppressWarnings("unused") // Written, so that there is something to be locked.
  private volatile boolean locked;

  WaitingRequest() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      socket = new Socket(server.getInetAddress(), server.getLocalPort());
      socket.setTcpNoDelay(true);
      Socket accepted = server.accept();
      peers.execute(() -> answerLate(accepted));
    }
  }

  @Override
  public List<Phase> phases() {
    return List.of(
        new Phase("sleep100a", WaitKind.SLEEPING),
        new Phase("sleep100b", WaitKind.SLEEPING),
        new Phase("sleep20a", WaitKind.SLEEPING),
        new Phase("sleep20b", WaitKind.SLEEPING),
        new Phase("sleep20c", WaitKind.SLEEPING),
        new Phase("sleep3a", WaitKind.SLEEPING),
        new Phase("sleep3b", WaitKind.SLEEPING),
        new Phase("sleep3c", WaitKind.SLEEPING),
        new Phase("park03a", WaitKind.WAITING),
        new Phase("park03b", WaitKind.WAITING),
        new Phase("monitor40", WaitKind.LOCK),
        new Phase("lock25", WaitKind.LOCK),
        new Phase("socket50", WaitKind.SOCKET),
        new Phase("socket10", WaitKind.SOCKET),
        new Phase("cpu30a", null),
        new Phase("cpu30b", null),
        new Phase("cpu10", null),
        new Phase("crumbs", null));
  }

  @Override
  public void run(Truth truth) throws Exception {
    truth.time("sleep20a", this::sleep20a);
    truth.time("cpu30a", this::cpu30a);
    truth.time("sleep100a", this::sleep100a);
    truth.time("sleep3a", this::sleep3a);
    truth.time("cpu10", this::cpu10);
    truth.time("sleep20b", this::sleep20b);
    truth.time("socket50", this::socket50);
    truth.time("sleep3b", this::sleep3b);
    takeMonitor();
    truth.time("monitor40", this::monitor40);
    truth.time("cpu30b", this::cpu30b);
    truth.time("socket10", this::socket10);
    for (int i = 0; i < CRUMBS; i++) {
      truth.time("park03a", this::park03a);
      truth.time("crumbs", this::crumbs);
      truth.time("park03b", this::park03b);
    }
    takeLock();
    truth.time("lock25", this::lock25);
    truth.time("sleep3c", this::sleep3c);
    truth.time("sleep100b", this::sleep100b);
    truth.time("sleep20c", this::sleep20c);
  }

  private void sleep100a() throws InterruptedException {
    Thread.sleep(100);
  }

  private void sleep100b() throws InterruptedException {
    Thread.sleep(100);
  }

  private void sleep20a() throws InterruptedException {
    Thread.sleep(20);
  }

  private void sleep20b() throws InterruptedException {
    Thread.sleep(20);
  }

  private void sleep20c() throws InterruptedException {
    Thread.sleep(20);
  }

  private void sleep3a() throws InterruptedException {
    Thread.sleep(3);
  }

  private void sleep3b() throws InterruptedException {
    Thread.sleep(3);
  }

  private void sleep3c() throws InterruptedException {
    Thread.sleep(3);
  }

  // Parked and not slept: JDK 17 rounds a sleep of 0.3 ms up to 1 ms.
  private void park03a() {
    LockSupport.parkNanos(3 * MILLI / 10);
  }

  private void park03b() {
    LockSupport.parkNanos(3 * MILLI / 10);
  }

  private void cpu30a() {
    Spin.cpu(30 * MILLI);
  }

  private void cpu30b() {
    Spin.cpu(30 * MILLI);
  }

  private void cpu10() {
    Spin.cpu(10 * MILLI);
  }

  private void crumbs() {
    Spin.cpu(MILLI / 10);
  }

  private void monitor40() {
    synchronized (monitor) {
      locked = true;
    }
  }

  private void lock25() {
    lock.lock();
    try {
      locked = true;
    } finally {
      lock.unlock();
    }
  }

  private void socket50() throws IOException {
    ask(50);
  }

  private void socket10() throws IOException {
    ask(10);
  }

  private void ask(int millis) throws IOException {
    socket.getOutputStream().write(millis);
    if (socket.getInputStream().read() < 0) {
      throw new IOException("the peer hung up");
    }
  }

  private void takeMonitor() throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    peers.execute(
        () -> {
          synchronized (monitor) {
            taken.countDown();
            pause(40);
          }
        });
    taken.await();
  }

  private void takeLock() throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    peers.execute(
        () -> {
          lock.lock();
          try {
            taken.countDown();
            pause(25);
          } finally {
            lock.unlock();
          }
        });
    taken.await();
  }

  private static void answerLate(Socket accepted) {
    try (accepted) {
      accepted.setTcpNoDelay(true);
      InputStream in = accepted.getInputStream();
      OutputStream out = accepted.getOutputStream();
      for (int millis = in.read(); millis >= 0; millis = in.read()) {
        pause(millis);
        out.write(millis);
      }
    } catch (IOException e) {
      // The request's side was closed while its answer was under way.
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    peers.shutdownNow();
    try {
      socket.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
