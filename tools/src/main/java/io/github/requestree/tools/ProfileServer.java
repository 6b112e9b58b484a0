package io.github.requestree.tools;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.requestree.page.ProfilePages;
import io.github.requestree.page.PublishedProfiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves the pages of profiles to this machine alone, as {@code ProfilesServlet} does: no other
 * host's name leads here, and no other site's page may ask. Thread-safe.
 */
final class ProfileServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final ProfilePages pages = new ProfilePages(ZoneId.systemDefault());
  private final PublishedProfiles profiles;
  private final HttpServer server;
  private final ExecutorService threads;

  private ProfileServer(PublishedProfiles profiles, int port) throws IOException {
    this.profiles = profiles;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    threads = Executors.newFixedThreadPool(THREADS);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
  }

  /**
   * Starts serving.
   *
   * @param port 0 for any that is free
   */
  static ProfileServer start(PublishedProfiles profiles, int port) throws IOException {
    ProfileServer started = new ProfileServer(profiles, port);
    started.server.start();
    return started;
  }

  /** Returns the address of the list, with a slash at its end. */
  String address() {
    return "http://127.0.0.1:" + port() + "/";
  }

  private int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      ProfilePages.PROTECTION.forEach(exchange.getResponseHeaders()::set);
      String method = exchange.getRequestMethod();
      if (!isAllowed(exchange.getRequestHeaders())) {
        exchange.sendResponseHeaders(NOT_FOUND, -1);
      } else if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(NOT_ALLOWED, -1);
      } else {
        send(exchange, page(exchange), method.equals("GET"));
      }
    }
  }

  private ProfilePages.@Nullable Page page(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    return pages.page(profiles, asked.getPath(), asked.getRawPath(), asked.getRawQuery());
  }

  private static void send(HttpExchange exchange, ProfilePages.@Nullable Page page, boolean body)
      throws IOException {
    if (page == null) {
      exchange.sendResponseHeaders(NOT_FOUND, -1);
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", page.mediaType());
    headers.set("Content-Security-Policy", page.policy());
    if (!page.disposition().isEmpty()) {
      headers.set("Content-Disposition", page.disposition());
    }
    exchange.sendResponseHeaders(page.status(), body ? page.body().size() : -1);
    if (body) {
      page.body().writeTo(exchange.getResponseBody());
    }
  }

  /** Returns whether a user of this machine asks: the name of a host may be anybody's. */
  private boolean isAllowed(Headers headers) {
    List<String> hosts = headers.getOrDefault("Host", List.of());
    List<String> sites = headers.getOrDefault("Sec-Fetch-Site", List.of("none"));
    return hosts.size() == 1
        && Set.of("127.0.0.1:" + port(), "localhost:" + port(), "[::1]:" + port())
            .contains(hosts.get(0))
        && OWN_SITE.containsAll(sites);
  }
}
