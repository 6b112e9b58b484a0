package io.github.requestree.sampling.recording;

import java.util.List;

/** Knows when the whole JVM stood still, such as for its garbage collector. Thread-safe. */
@FunctionalInterface
public interface JvmPauses {

  /** Knows of none. */
  JvmPauses NONE = (startNanos, endNanos) -> List.of();

  /** Returns the parts of this time in which it stood still, as far as that was told by now. */
  List<EventSpan> within(long startNanos, long endNanos);
}
