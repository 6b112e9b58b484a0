package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.sampling.Profiler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Other work that keeps the cores busy until it is stopped. */
public final class Load {

  private static final long PIECE_NANOS = 10_000_000;
  private static final long JOIN_MILLIS = 10_000;

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile boolean stopped;

  private Load(int count, Truth.Step piece) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> repeat(piece), "fidelity-load-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Threads that compute and that nobody profiles. */
  public static Load unprofiled(int count) {
    return new Load(count, () -> Spin.cpu(PIECE_NANOS));
  }

  /** Threads that compute in one profiled request after the other. */
  static Load profiled(int count, Profiler profiler) {
    return new Load(count, () -> profiler.call("load", Load::piece));
  }

  private static long piece() {
    Spin.cpu(PIECE_NANOS);
    return PIECE_NANOS;
  }

  private void repeat(Truth.Step piece) {
    try {
      while (!stopped) {
        piece.run();
      }
    } catch (Exception e) {
      failure.compareAndSet(null, e);
    }
  }

  /** Ends it; throws what ended it before. */
  public void stop() throws Exception {
    stopped = true;
    for (Thread thread : threads) {
      thread.join(JOIN_MILLIS);
    }
    Exception failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }
}
