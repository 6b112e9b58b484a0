package io.github.requestree.sampling;

import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.Surroundings;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Reads the distributed trace from the calling thread's logging context (MDC). Stateless. */
final class LoggedTrace {

  private static final int MAX_LENGTH = 64;

  private LoggedTrace() {}

  /** Returns the trace; null if there is none. Nothing here throws. */
  static Surroundings.@Nullable Trace read() {
    try {
      String trace = either("traceId", "trace_id");
      if (trace == null) {
        return null;
      }
      String span = either("spanId", "span_id");
      return new Surroundings.Trace(trace, span == null ? "" : span);
    } catch (Throwable e) {
      return null;
    }
  }

  private static @Nullable String either(String key, String otherKey) {
    String value = MDC.get(key);
    if (value == null || value.isEmpty()) {
      value = MDC.get(otherKey);
    }
    if (value == null || value.isEmpty()) {
      return null;
    }
    return SafeText.cut(value, MAX_LENGTH);
  }
}
