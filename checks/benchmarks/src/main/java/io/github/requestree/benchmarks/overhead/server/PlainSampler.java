package io.github.requestree.benchmarks.overhead.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Samples as a first draft would: a timer takes the stack of each thread that works for a request,
 * and adds it to the request's tree. If a round takes longer than the period, the next one follows
 * at once.
 */
final class PlainSampler implements Treatment, Filter {

  private static final long STOP_MILLIS = 10_000;

  private final Walk walk;
  private final long periodNanos;
  private final Map<Thread, PlainTree> requests = new ConcurrentHashMap<>();
  private @Nullable Thread timer;
  private volatile boolean stopped;
  private final LongAdder walks = new LongAdder();

  PlainSampler(Walk walk, long periodMillis) {
    this.walk = walk;
    this.periodNanos = periodMillis * 1_000_000;
  }

  @Override
  public Filter filter() {
    return this;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Thread thread = Thread.currentThread();
    requests.put(thread, new PlainTree());
    try {
      chain.doFilter(request, response);
    } finally {
      requests.remove(thread);
    }
  }

  @Override
  public void start() {
    stopped = false;
    Thread starting = new Thread(this::run, "plain-sampler");
    starting.setDaemon(true);
    starting.start();
    timer = starting;
  }

  private void run() {
    long next = System.nanoTime();
    while (!stopped) {
      walks.add(walk.walk(requests));
      next = Math.max(next + periodNanos, System.nanoTime());
      long wait = next - System.nanoTime();
      while (wait > 0 && !stopped) {
        LockSupport.parkNanos(wait);
        wait = next - System.nanoTime();
      }
    }
  }

  @Override
  public void stop() throws InterruptedException {
    stopped = true;
    Thread running = timer;
    if (running != null) {
      LockSupport.unpark(running);
      running.join(STOP_MILLIS);
      if (running.isAlive()) {
        throw new IllegalStateException("the plain sampler does not stop");
      }
    }
  }

  @Override
  public long walks() {
    return walks.sum();
  }
}
