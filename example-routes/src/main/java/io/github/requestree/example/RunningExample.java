package io.github.requestree.example;

/** A started server. Thread-safe. */
public interface RunningExample extends AutoCloseable {

  /** Returns the port it listens on. */
  int port();

  /** Stops it; a second call has no effect. */
  @Override
  void close();
}
