package com.example.shop;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps how many pieces there are, behind one lock for all. */
@Component
class Stock {

  private int pieces = 1_000;

  @Scheduled(fixedDelay = 50)
  void takeStock() throws InterruptedException {
    synchronized (this) {
      Thread.sleep(400);
      pieces++;
    }
  }

  synchronized int count() {
    return pieces;
  }
}
