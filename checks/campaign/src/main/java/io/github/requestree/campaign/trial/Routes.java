package io.github.requestree.campaign.trial;

import io.github.requestree.page.Access;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.Timing;
import io.github.requestree.servlet.ProfilesServlet;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An application that answers in all the ways there are, and to each request always with the same
 * bytes. Thread-safe.
 */
public final class Routes implements AutoCloseable {

  /** The requests whose answers are compared. */
  public static final List<String> REQUESTS =
      List.of(
          "GET /fast",
          "GET /work",
          "GET /sleep",
          "GET /lock",
          "GET /lock",
          "GET /async",
          "GET /dispatch",
          "GET /lanes",
          "GET /error",
          "GET /throws",
          "GET /redirect",
          "GET /stream",
          "POST /echo",
          "GET /deep",
          "GET /overflow",
          "GET /noted",
          "GET /no/such/page");

  private static final int DEPTH = 2_000;

  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final Object lock = new Object();

  /** Answers one request. */
  @FunctionalInterface
  private interface Handler {
    void answer(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException, InterruptedException, ExecutionException;
  }

  /**
   * Returns the servlets by their paths.
   *
   * @param access who may see profiles
   */
  public Map<String, HttpServlet> servlets(Access access) {
    Map<String, HttpServlet> all = new LinkedHashMap<>();
    all.put("/fast", of((request, response) -> text(response, "fast")));
    all.put("/work", of((request, response) -> text(response, "primes: " + work(3_000))));
    all.put("/sleep", of((request, response) -> sleep(response)));
    all.put("/lock", of((request, response) -> lock(response)));
    all.put("/async", of((request, response) -> async(request)));
    all.put("/dispatch", of(this::dispatch));
    all.put("/lanes", of((request, response) -> lanes(response)));
    all.put("/error", of((request, response) -> response.sendError(503)));
    all.put("/throws", of((request, response) -> fail()));
    all.put("/redirect", of((request, response) -> response.sendRedirect("/fast")));
    all.put("/stream", of((request, response) -> stream(response)));
    all.put("/echo", of(Routes::echo));
    all.put("/deep", of((request, response) -> text(response, "deep: " + deep(DEPTH))));
    all.put("/overflow", of((request, response) -> text(response, overflow())));
    all.put("/noted", of((request, response) -> noted(response)));
    all.put("/", of((request, response) -> response.sendError(404)));
    all.put("/profiles/*", ProfilesServlet.of(access));
    return all;
  }

  private static HttpServlet of(Handler handler) {
    return new Answering(handler);
  }

  private static void text(HttpServletResponse response, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/plain;charset=utf-8");
    response.setHeader("X-Route", text.substring(0, 4));
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Counts primes, which takes some milliseconds for three thousand. */
  public static int work(int below) {
    int primes = 0;
    for (int i = 2; i < below; i++) {
      int divisor = 2;
      while (i % divisor != 0) {
        divisor++;
      }
      primes += divisor == i ? 1 : 0;
    }
    return primes;
  }

  private static void sleep(HttpServletResponse response) throws IOException, InterruptedException {
    Thread.sleep(5);
    text(response, "slept");
  }

  private void lock(HttpServletResponse response) throws IOException, InterruptedException {
    synchronized (lock) {
      Thread.sleep(4);
    }
    text(response, "locked");
  }

  private void async(HttpServletRequest request) {
    AsyncContext context = request.startAsync();
    pool.execute(
        () -> {
          try {
            Thread.sleep(3);
            text((HttpServletResponse) context.getResponse(), "later");
            context.complete();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void dispatch(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getAttribute("again") != null) {
      text(response, "dispatched");
      return;
    }
    request.setAttribute("again", true);
    AsyncContext context = request.startAsync();
    Runnable task = context::dispatch;
    pool.execute(Profiler.wrap(task));
  }

  private void lanes(HttpServletResponse response)
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService wrapped = Profiler.wrap(pool);
    int sum = 0;
    for (var task : List.of(wrapped.submit(() -> work(2_000)), wrapped.submit(() -> work(1_000)))) {
      sum += task.get();
    }
    text(response, "lanes: " + sum);
  }

  private static void fail() throws ServletException {
    throw new ServletException("the application failed");
  }

  private static void stream(HttpServletResponse response) throws IOException {
    response.setContentType("application/octet-stream");
    for (int part = 0; part < 3; part++) {
      byte[] bytes = new byte[1_000];
      bytes[0] = (byte) part;
      response.getOutputStream().write(bytes);
      response.flushBuffer();
    }
  }

  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    text(response, request.getMethod() + " " + request.getReader().readLine());
  }

  private static int deep(int depth) {
    return depth == 0 ? work(2_500) : deep(depth - 1) + 1;
  }

  private static String overflow() {
    try {
      return "none: " + endless(0);
    } catch (StackOverflowError e) {
      return "overflow";
    }
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int endless(int depth) {
    return depth < 0 ? 0 : endless(depth + 1) + 1;
  }

  private static void noted(HttpServletResponse response) throws IOException {
    Profiler.current().note("sql", "select 1", 1_000, Map.of("rows", "1"));
    Profiler.current().tag("tenant", "one");
    Timing part = Profiler.timed("part");
    String primes = "noted: " + work(1_000);
    part.close();
    text(response, primes);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }

  private static final class Answering extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Handler handler;

    Answering(Handler handler) {
      this.handler = handler;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      try {
        handler.answer(request, response);
      } catch (InterruptedException | ExecutionException e) {
        throw new IOException(e);
      }
    }
  }
}
