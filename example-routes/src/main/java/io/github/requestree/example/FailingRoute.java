package io.github.requestree.example;

/** Fails after some work, as any application does sometimes. Stateless. */
final class FailingRoute {

  private FailingRoute() {}

  static void fail(Exchange exchange) throws InterruptedException {
    reserve(exchange);
    exchange.lap("reserve");
    throw new IllegalStateException("out of stock");
  }

  private static void reserve(Exchange exchange) throws InterruptedException {
    SlowWork.slowOperation(exchange.seconds(0.2));
  }
}
