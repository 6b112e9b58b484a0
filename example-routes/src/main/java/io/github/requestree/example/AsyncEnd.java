package io.github.requestree.example;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Told when an asynchronous request ends, however that came. */
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
