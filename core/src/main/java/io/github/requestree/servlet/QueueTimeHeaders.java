package io.github.requestree.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** The headers in which a proxy says when a request arrived. Immutable and thread-safe. */
final class QueueTimeHeaders {

  /** How many headers may be asked, and how many values of one are looked at. */
  static final int MAX = 5;

  // An array, since going through a list makes an iterator for each request.
  private final String[] names;
  private final LongSupplier wallClockMillis;

  QueueTimeHeaders(List<String> names, LongSupplier wallClockMillis) {
    this.names = names.toArray(String[]::new);
    this.wallClockMillis = wallClockMillis;
  }

  /**
   * How long the request has waited, in nanoseconds, by the first value that tells. With no names,
   * neither the request nor the clock is asked.
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
