package io.github.requestree.benchmarks.overhead.server;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.util.Map;

/** Starts an embedded servlet container on a free port of the loopback interface. */
@FunctionalInterface
interface Container {

  /** Enough for a thousand requests that wait, a few beside them, and the container's own. */
  int MAX_THREADS = 1_250;

  int MIN_THREADS = 32;

  /** No thread ends while it is measured. */
  int IDLE_MILLIS = 3_600_000;

  /** The number of connections that may wait to be accepted: all clients come at once. */
  int BACKLOG = 2_000;

  /**
   * Starts it with this filter in front of these servlets, given by their paths.
   *
   * @return the port
   */
  int start(Filter filter, Map<String, HttpServlet> servlets, Path directory) throws Exception;
}
