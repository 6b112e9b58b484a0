package io.github.requestree.campaign.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/** Asks one server over several connections. Its parts are run by one thread. */
final class SoakLoad implements AutoCloseable {

  private static final int CONNECTIONS = 3;

  /** Requests sent before their answers are read. */
  private static final int BATCH = 50;

  private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
  private final int port;
  private final AtomicLong next = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();

  SoakLoad(int port) {
    this.port = port;
  }

  /** Begins to ask, for as long as the number of requests so far is let pass. */
  List<Future<?>> begin(LongPredicate goesOn) {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      running.add(
          threads.submit(
              () -> {
                try (PipelinedClient client = new PipelinedClient(port)) {
                  while (goesOn.test(next.get())) {
                    wrong.addAndGet(client.exchange(next.getAndAdd(BATCH), BATCH));
                  }
                }
                return null;
              }));
    }
    return running;
  }

  /** Returns the number of requests that were answered, once nothing runs. */
  long asked() {
    return next.get();
  }

  /** Returns the number of answers that were not right. */
  long wrong() {
    return wrong.get();
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
