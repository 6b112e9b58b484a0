package io.github.requestree.benchmarks.overhead.server;

import io.github.requestree.benchmarks.overhead.Route;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The servlets by their paths. */
final class Routes {

  /** The innocent route that is asked beside the load. */
  static final String FAST = "/fast";

  private static final long SLEEP_MILLIS = 20;
  private static final long WAIT_MILLIS = 2_000;
  private static final long QUERY_MILLIS = 1;

  /** One in so many of very many requests is slow. */
  private static final int ONE_IN = 10_000;

  private static final long SLOW_MILLIS = 200;
  private static final AtomicLong many = new AtomicLong();
  private static final AtomicLong slowServed = new AtomicLong();

  private Routes() {}

  static Map<String, HttpServlet> all() {
    Map<String, HttpServlet> routes = new LinkedHashMap<>();
    for (Route route : Route.values()) {
      routes.put(route.path(), new Answering(workOf(route)));
    }
    routes.put(FAST, new Answering(() -> text("fast")));
    return routes;
  }

  private static Work workOf(Route route) {
    return switch (route) {
      case CPU -> () -> text(Long.toString(Computation.run()));
      case SLEEP -> Routes::sleep;
      case MANY -> Routes::oneOfMany;
      case WAIT -> Routes::awaitAnswer;
      case JSON -> Routes::catalogue;
    };
  }

  private static byte[] sleep() throws InterruptedException {
    Thread.sleep(SLEEP_MILLIS);
    return text("slept");
  }

  private static byte[] oneOfMany() throws InterruptedException {
    if (many.incrementAndGet() % ONE_IN == 0) {
      Thread.sleep(SLOW_MILLIS);
      slowServed.incrementAndGet();
    }
    return text("one of many");
  }

  /** Returns the number of slow requests among the very many so far. */
  static long slowServed() {
    return slowServed.get();
  }

  /** As a thread waits for another system that is slow: parked, with a timeout. */
  private static byte[] awaitAnswer() throws InterruptedException {
    boolean answered = new Semaphore(0).tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    return text("answered: " + answered);
  }

  private static byte[] catalogue() throws InterruptedException, IOException {
    Thread.sleep(QUERY_MILLIS);
    return Catalogue.render();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The work of a route. */
  @FunctionalInterface
  private interface Work {
    byte[] answer() throws InterruptedException, IOException;
  }

  private static final class Answering extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Work work;

    Answering(Work work) {
      this.work = work;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] body;
      try {
        body = work.answer();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        return;
      }
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }
}
