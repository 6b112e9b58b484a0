package io.github.requestree.example;

import io.github.requestree.http.ProfiledHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * Asks another service, here this one, twice: one after the other, where both could run at once.
 */
final class RemoteRoute {

  private final HttpClient client =
      ProfiledHttpClient.wrap(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());

  void remote(Exchange exchange) throws IOException, InterruptedException {
    int price = loadPrice(exchange);
    exchange.lap("loadPrice");
    int stock = loadStock(exchange);
    exchange.lap("loadStock");
    exchange.answer(Map.of("price", price, "stock", stock));
  }

  private int loadPrice(Exchange exchange) throws IOException, InterruptedException {
    return ask(exchange, "/sync_blocking_fixed", 0.1);
  }

  private int loadStock(Exchange exchange) throws IOException, InterruptedException {
    return ask(exchange, "/sync_blocking_fixed", 0.05);
  }

  private int ask(Exchange exchange, String path, double scale)
      throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + exchange.port() + path + "?scale=" + exchange.scale(scale));
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }
}
