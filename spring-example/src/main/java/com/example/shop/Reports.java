package com.example.shop;

import java.util.concurrent.CompletableFuture;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/** Makes the parts of a report, each on a thread of Spring's. */
@Component
class Reports {

  @Async
  CompletableFuture<String> sales() {
    collect(300);
    return CompletableFuture.completedFuture("sales");
  }

  @Async
  CompletableFuture<String> returns() {
    collect(150);
    return CompletableFuture.completedFuture("returns");
  }

  private static void collect(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
