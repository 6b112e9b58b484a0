package io.github.requestree.example;

import com.fasterxml.jackson.databind.util.RawValue;
import io.github.requestree.httpclient.ProfiledHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/**
 * Asks another service, here this one, twice: one after the other, where both could run at once.
 * Its answer contains theirs, with their own measurements.
 */
final class RemoteRoute {

  private final HttpClient client =
      ProfiledHttpClient.wrap(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());

  void remote(Exchange exchange) throws IOException, InterruptedException {
    String price = loadPrice(exchange);
    exchange.lap("loadPrice");
    String stock = loadStock(exchange);
    exchange.lap("loadStock");
    exchange.answer(Map.of("price", new RawValue(price), "stock", new RawValue(stock)));
  }

  private String loadPrice(Exchange exchange) throws IOException, InterruptedException {
    return client.send(request(exchange, 0.1), BodyHandlers.ofString()).body();
  }

  private String loadStock(Exchange exchange) throws IOException, InterruptedException {
    return client.send(request(exchange, 0.05), BodyHandlers.ofString()).body();
  }

  private static HttpRequest request(Exchange exchange, double scale) {
    String path = "/sync_blocking_fixed?scale=" + exchange.scale(scale);
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exchange.port() + path)).build();
  }
}
