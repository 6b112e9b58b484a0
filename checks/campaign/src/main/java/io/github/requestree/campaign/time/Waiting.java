package io.github.requestree.campaign.time;

import io.github.requestree.campaign.trial.Routes;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Two requests that last until they are let go, one of which waits and one of which runs.
 * Thread-safe.
 */
final class Waiting {

  static final String WAIT = "GET /wait";
  static final String BUSY = "GET /busy";
  static final String SHORT = "GET /short";

  final CountDownLatch inside = new CountDownLatch(2);
  private final CountDownLatch let = new CountDownLatch(1);

  Map<String, HttpServlet> servlets() {
    return Map.of(
        "/wait", new Answering(this::await),
        "/busy", new Answering(this::spin),
        "/short", new Answering(() -> Routes.work(20_000)));
  }

  private void await() {
    inside.countDown();
    try {
      let.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void spin() {
    inside.countDown();
    while (let.getCount() > 0) {
      Routes.work(500);
    }
  }

  void letGo() {
    let.countDown();
  }

  private static final class Answering extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Runnable work;

    Answering(Runnable work) {
      this.work = work;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      work.run();
      response.setContentType("text/plain");
      response.getOutputStream().print("done");
    }
  }
}
