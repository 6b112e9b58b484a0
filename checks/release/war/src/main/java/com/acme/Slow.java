package com.acme;

final class Slow {

  private Slow() {}

  static void work() throws InterruptedException {
    Thread.sleep(300);
  }
}
