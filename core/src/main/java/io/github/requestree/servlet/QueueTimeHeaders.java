package io.github.requestree.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** The headers in which a proxy tells when a request arrived. Immutable and thread-safe. */
final class QueueTimeHeaders {

  /** The most headers that are asked, and the most values of one that are read. */
  static final int MAX = 5;

  // An array, since going through a list makes an iterator for each request.
  private final String[] names;
  private final LongSupplier wallClockMillis;

  QueueTimeHeaders(List<String> names, LongSupplier wallClockMillis) {
    this.names = names.toArray(String[]::new);
    this.wallClockMillis = wallClockMillis;
  }

  /**
   * Returns the time that the request has waited, in nanoseconds, by the first value that tells.
   * Without names, neither the request nor the clock is asked.
   */
  OptionalLong queuedNanos(HttpServletRequest request) {
    if (names.length == 0) {
      return OptionalLong.empty();
    }
    long now = wallClockMillis.getAsLong();
    for (String name : names) {
      // Null from a container that does not show its headers.
      Enumeration<String> values = request.getHeaders(name);
      for (int i = 0; values != null && i < MAX && values.hasMoreElements(); i++) {
        OptionalLong queued = QueueTime.queuedNanos(values.nextElement(), now);
        if (queued.isPresent()) {
          return queued;
        }
      }
    }
    return OptionalLong.empty();
  }
}
