package io.github.requestree.benchmarks.micro;

import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A request that waits in its servlet until it is let go, so that the sampler has work. */
final class LongRequest {

  private final CountDownLatch inServlet = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final Thread thread;

  /** Returns once the request is in its servlet. */
  LongRequest(ProfilingFilter filter) throws InterruptedException {
    thread = new Thread(() -> request(filter), "long-request");
    thread.setDaemon(true);
    thread.start();
    inServlet.await();
  }

  private void request(ProfilingFilter filter) {
    try {
      filter.doFilter(new StubRequest(), new Stubs.Response(), (request, response) -> servlet());
    } catch (IOException | ServletException e) {
      throw new IllegalStateException(e);
    }
  }

  private void servlet() {
    inServlet.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets it go and waits for its end. */
  void end() throws InterruptedException {
    released.countDown();
    thread.join();
  }
}
