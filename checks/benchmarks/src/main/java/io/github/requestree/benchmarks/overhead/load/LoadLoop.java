package io.github.requestree.benchmarks.overhead.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Runs all clients on one thread: with two cores, a thousand clients' threads would cost more than
 * what is measured. Its state belongs to that thread; others hand in tasks.
 */
final class LoadLoop implements Runnable {

  private static final long RETRY_NANOS = 100_000_000;
  private static final long STALLED_NANOS = 20_000_000_000L;
  private static final long TASK_SECONDS = 30;

  private final Selector selector = Selector.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
  private final SplittableRandom random = new SplittableRandom();
  private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Client> due =
      new PriorityQueue<>(Comparator.comparingLong((Client client) -> client.dueNanos));
  private final List<Client> clients = new ArrayList<>();
  private Tally tally = new Tally();
  private boolean stopping;

  LoadLoop() throws IOException {}

  /** Has a task done by the loop's thread and returns its result. */
  <T> T call(Callable<T> task) throws Exception {
    FutureTask<T> future = new FutureTask<>(task);
    tasks.add(future);
    selector.wakeup();
    return future.get(TASK_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void run() {
    try {
      while (selector.isOpen()) {
        for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
        askWhoIsDue();
        Client next = due.peek();
        long wait = next == null ? 0 : millisUntil(next.dueNanos);
        selector.select(this::readable, wait);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the load generator cannot select", e);
    }
  }

  /** At least 1, as 0 means for ever. */
  private static long millisUntil(long nanos) {
    return Math.max(1, (nanos - System.nanoTime() + 999_999) / 1_000_000);
  }

  /** Adds clients; the first request of each comes within so long. */
  void add(List<Client> more) {
    stopping = false;
    clients.addAll(more);
    due.addAll(more);
  }

  private void askWhoIsDue() {
    Client next = due.peek();
    while (next != null && next.dueNanos - System.nanoTime() <= 0) {
      due.remove();
      if (!stopping) {
        ask(next);
      }
      next = due.peek();
    }
  }

  private void ask(Client client) {
    try {
      client.ask(selector);
    } catch (IOException e) {
      failed(client, e);
    }
  }

  private void readable(SelectionKey key) {
    Client client = (Client) key.attachment();
    try {
      if (client.read(buffer)) {
        answered(client);
      }
    } catch (IOException e) {
      failed(client, e);
    }
  }

  private void answered(Client client) {
    long now = System.nanoTime();
    if (!client.isOk()) {
      tally.failures++;
    }
    (client.isInnocent() ? tally.fast : tally.route).add(now - client.dueNanos);
    client.answered(now, random.nextDouble());
    if (stopping) {
      return;
    }
    if (client.dueNanos - now <= 0) {
      ask(client);
    } else {
      due.add(client);
    }
  }

  private void failed(Client client, IOException e) {
    if (tally.failures++ == 0) {
      System.err.println("load generator: " + e);
    }
    client.disconnect();
    client.dueNanos = System.nanoTime() + RETRY_NANOS;
    due.add(client);
  }

  void startTally() {
    tally = new Tally();
  }

  Tally tally() {
    return tally;
  }

  /** Returns the number of clients that have waited for so long that something must be wrong. */
  long stalled() {
    long now = System.nanoTime();
    return clients.stream()
        .filter(client -> client.isWaiting() && now - client.dueNanos > STALLED_NANOS)
        .count();
  }

  /** Lets no client ask any more. */
  void stopAsking() {
    stopping = true;
  }

  /** Returns the number of clients that wait for an answer. */
  long waiting() {
    return clients.stream().filter(Client::isWaiting).count();
  }

  void disconnect() {
    clients.forEach(Client::disconnect);
    clients.clear();
    due.clear();
  }
}
