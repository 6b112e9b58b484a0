package com.example.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for what another thread does, and returns how many nanoseconds that took. */
public final class Waits {

  private Waits() {}

  /** Waits for a monitor that another thread holds. */
  public static long enters(Object monitor) {
    long start = System.nanoTime();
    synchronized (monitor) {
      return System.nanoTime() - start;
    }
  }

  public static long gets(Future<?> future) throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    future.get();
    return System.nanoTime() - start;
  }

  public static long takes(BlockingQueue<?> queue) throws InterruptedException {
    long start = System.nanoTime();
    queue.take();
    return System.nanoTime() - start;
  }

  /** Reads a byte from a peer. */
  public static long reads(InputStream socket) throws IOException {
    long start = System.nanoTime();
    if (socket.read() < 0) {
      throw new IOException("the peer has gone");
    }
    return System.nanoTime() - start;
  }
}
