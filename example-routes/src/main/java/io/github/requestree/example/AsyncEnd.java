package io.github.requestree.example;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Is told when an asynchronous request ends, in any way. */
abstract class AsyncEnd implements AsyncListener {

  abstract void timedOut();

  abstract void ended();

  @Override
  public void onTimeout(AsyncEvent event) {
    timedOut();
  }

  @Override
  public void onError(AsyncEvent event) {
    ended();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    ended();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
