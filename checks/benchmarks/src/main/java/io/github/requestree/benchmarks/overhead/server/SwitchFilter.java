package io.github.requestree.benchmarks.overhead.server;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request through the filter of the arm that is on. All arms share one JVM and with it
 * the compiled code of the routes, so that their slices can follow one another within seconds. A
 * request stays with the arm that it began under. Thread-safe.
 */
final class SwitchFilter implements Filter {

  private static final long POLL_MILLIS = 2;

  private final String uncounted;
  private final LongAdder completed = new LongAdder();
  private volatile Position position = new Position(null);

  /** The route of this path is served, but not counted. */
  SwitchFilter(String uncounted) {
    this.uncounted = uncounted;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Position current = enter();
    try {
      if (current.filter == null) {
        chain.doFilter(request, response);
      } else {
        current.filter.doFilter(request, response, chain);
      }
    } finally {
      current.inside.decrementAndGet();
      if (!uncounted.equals(((HttpServletRequest) request).getServletPath())) {
        completed.increment();
      }
    }
  }

  private Position enter() {
    while (true) {
      Position current = position;
      current.inside.incrementAndGet();
      // If it was switched in between, the position may have been taken for empty already.
      if (current == position) {
        return current;
      }
      current.inside.decrementAndGet();
    }
  }

  /**
   * Has requests go through this filter from now on; null for none. Returns once none is left in
   * the previous one.
   *
   * @throws IllegalStateException if that takes longer than this
   */
  void switchTo(@Nullable Filter filter, long timeoutMillis) throws InterruptedException {
    Position previous = position;
    position = new Position(filter);
    long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
    while (previous.inside.get() > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(previous.inside + " requests of the previous arm linger");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Returns the number of counted requests that have completed. */
  long completed() {
    return completed.sum();
  }

  private static final class Position {

    final @Nullable Filter filter;
    final AtomicInteger inside = new AtomicInteger();

    Position(@Nullable Filter filter) {
      this.filter = filter;
    }
  }
}
