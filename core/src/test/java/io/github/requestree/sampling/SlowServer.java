package io.github.requestree.sampling;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers at /ok and /empty, fails at /fail, leads from /moved to /ok, and is silent at /silent.
 */
public final class SlowServer implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  public SlowServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/ok", exchange -> answer(exchange, 200));
    server.createContext("/empty", SlowServer::answerWithoutBody);
    server.createContext("/fail", exchange -> answer(exchange, 500));
    server.createContext("/moved", SlowServer::moved);
    server.createContext("/silent", this::isSilent);
    server.start();
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    byte[] body = "body".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** In one packet, and so some 40 ms sooner. */
  private static void answerWithoutBody(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static void moved(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Location", "/ok/there");
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void isSilent(HttpExchange exchange) {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }

  public URI uri(String pathAndQuery) {
    return URI.create("http://" + host() + pathAndQuery);
  }

  /** As it is told in a note. */
  public String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
