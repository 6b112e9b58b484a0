package io.github.requestree.campaign.races;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Serves all that races need, and counts requests. Thread-safe. */
final class RaceServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  /** More than the buffers of both sides hold. */
  private static final int PIECES = 1_000;

  private static final byte[] PIECE = new byte[64 * 1024];
  private static final int THREADS = 8;
  private static final String ARRIVED = RaceServlet.class.getName();

  private final AtomicLong arrived = new AtomicLong();
  private final transient ScheduledExecutorService workers =
      Executors.newScheduledThreadPool(THREADS);

  /** One permit for each request whose body is being read. */
  final transient Semaphore reading = new Semaphore(0);

  /** The requests that have been left to whoever completes them. */
  final transient BlockingQueue<AsyncContext> staying = new LinkedBlockingQueue<>();

  /** Returns the number of requests so far. */
  long arrived() {
    return arrived.get();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // By an attribute: Tomcat may run a request again that failed while it was suspended, as
    // REQUEST.
    if (request.getAttribute(ARRIVED) == null) {
      request.setAttribute(ARRIVED, true);
      arrived.incrementAndGet();
    }
    switch (request.getRequestURI()) {
      case "/sync" -> answer(response, "sync");
      case "/async" -> {
        AsyncContext async = request.startAsync();
        workers.execute(
            () -> {
              answerQuietly(async.getResponse(), "async");
              complete(async);
            });
      }
      case "/timeout" -> timeout(request);
      case "/read" -> {
        reading.release();
        answer(response, Integer.toString(request.getInputStream().readAllBytes().length));
      }
      case "/write" -> write(response);
      case "/stay" -> {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        staying.add(async);
      }
      case "/stream" -> {
        AsyncContext async = request.startAsync();
        async.setTimeout(0);
        workers.execute(
            () -> {
              try {
                write(async.getResponse());
              } catch (IOException | IllegalStateException e) {
                // The client has left.
              }
              complete(async);
            });
      }
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void answer(ServletResponse response, String text) throws IOException {
    response.getWriter().write(text);
  }

  private static void answerQuietly(ServletResponse response, String text) {
    try {
      answer(response, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(ServletResponse response) throws IOException {
    for (int i = 0; i < PIECES; i++) {
      response.getOutputStream().write(PIECE);
    }
  }

  /** Completes a request that the container may have ended. */
  static void complete(AsyncContext async) {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      // It has.
    }
  }

  /**
   * Has two ends of a request meet: its timeout, and a thread that completes or dispatches it. By
   * the query, the application ends it at the timeout, or leaves that to the container.
   */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void timeout(HttpServletRequest request) {
    String[] words = request.getQueryString().split("&", 3);
    int timeoutMillis = Integer.parseInt(words[0]);
    int endMillis = Integer.parseInt(words[1]);
    AsyncContext async = request.startAsync();
    async.setTimeout(timeoutMillis);
    AtomicBoolean ended = new AtomicBoolean();
    if (words[2].equals("listens")) {
      async.addListener(new AtTimeout(ended));
    }
    boolean dispatches = ThreadLocalRandom.current().nextBoolean();
    workers.schedule(
        () -> {
          if (ended.compareAndSet(false, true) && dispatches) {
            dispatch(async);
          } else {
            complete(async);
          }
        },
        endMillis,
        TimeUnit.MILLISECONDS);
  }

  private static void dispatch(AsyncContext async) {
    try {
      async.dispatch("/sync");
    } catch (IllegalStateException e) {
      // The timeout came first.
    }
  }

  /** Completes a request whose time is over, unless somebody else has ended it. */
  private record AtTimeout(AtomicBoolean ended) implements AsyncListener {

    @Override
    public void onTimeout(AsyncEvent event) {
      if (ended.compareAndSet(false, true)) {
        complete(event.getAsyncContext());
      }
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  @Override
  public void destroy() {
    workers.shutdownNow();
  }
}
