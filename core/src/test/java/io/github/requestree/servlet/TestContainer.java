package io.github.requestree.servlet;

/** A container that serves one {@link TestApplication} on 127.0.0.1. */
public interface TestContainer {

  /** The free port that it found. */
  int port();

  /** The profiling filter of a {@code web.xml}. */
  ProfilingFilter profilingFilter();

  /** Stops it, and with it the application. */
  void stop() throws Exception;
}
