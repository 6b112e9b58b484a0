package com.example.shop;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Answers each request slowly, each for a reason of its own. */
@RestController
class ShopController {

  private final Orders orders;
  private final Suppliers suppliers;
  private final Stock stock;
  private final Reports reports;

  ShopController(Orders orders, Suppliers suppliers, Stock stock, Reports reports) {
    this.orders = orders;
    this.suppliers = suppliers;
    this.stock = stock;
    this.reports = reports;
  }

  /** Lists the orders, with a query for the lines of each. */
  @GetMapping("/orders")
  List<Orders.Order> listOrders() {
    return orders.all();
  }

  /** Asks a supplier for one price after the other. */
  @GetMapping("/prices")
  List<String> listPrices() {
    return List.of(1, 2, 3, 4, 5).stream().map(suppliers::price).toList();
  }

  /** Plays the supplier, who takes his time. */
  @GetMapping("/supplier/prices/{article}")
  String price(@PathVariable("article") int article) throws InterruptedException {
    Thread.sleep(60);
    return article + ".99 EUR";
  }

  /** Waits for the lock of the stock, which is being counted most of the time. */
  @GetMapping("/stock")
  int showStock() {
    return stock.count();
  }

  /** Has two parts of a report made on other threads, and waits for both. */
  @GetMapping("/report")
  List<String> report() {
    CompletableFuture<String> sales = reports.sales();
    CompletableFuture<String> returns = reports.returns();
    return List.of(sales.join(), returns.join());
  }
}
