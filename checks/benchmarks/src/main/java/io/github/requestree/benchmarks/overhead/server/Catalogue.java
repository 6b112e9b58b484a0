package io.github.requestree.benchmarks.overhead.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds a page of a shop's catalogue and renders it: some 30 kB of JSON. */
final class Catalogue {

  private static final int PRODUCTS = 120;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Catalogue() {}

  static byte[] render() throws JsonProcessingException {
    List<Product> products = new ArrayList<>(PRODUCTS);
    for (int i = 0; i < PRODUCTS; i++) {
      products.add(product(i));
    }
    return MAPPER.writeValueAsBytes(new Page("garden", PRODUCTS, products));
  }

  private static Product product(int i) {
    List<Offer> offers = new ArrayList<>();
    for (int seller = 0; seller < 3; seller++) {
      offers.add(
          new Offer("seller-" + seller, BigDecimal.valueOf(1_999L + 7L * i + seller, 2), i % 5));
    }
    return new Product(
        i,
        "Product number " + i,
        "A \"sturdy\" thing of grade " + (i % 7) + " with a handle",
        offers,
        Map.of("colour", i % 2 == 0 ? "green" : "blue"));
  }

  private record Page(String shelf, int total, List<Product> products) {}

  private record Product(
      int id,
      String name,
      String description,
      List<Offer> offers,
      Map<String, String> attributes) {}

  private record Offer(String seller, BigDecimal price, int stock) {}
}
