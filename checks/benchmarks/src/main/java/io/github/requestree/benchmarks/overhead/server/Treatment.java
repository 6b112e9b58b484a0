package io.github.requestree.benchmarks.overhead.server;

import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;

/** The effect of an arm on the server. Used by one thread; its filter by all. */
interface Treatment {

  /** Returns the filter in front of the servlets; null for nothing at all. */
  default @Nullable Filter filter() {
    return null;
  }

  /** Begins; called before the first request comes. */
  void start() throws Exception;

  /** Ends; called after the last request has left. */
  void stop() throws Exception;

  /** Gives up what it keeps between its turns; none follows. */
  default void end() throws Exception {}

  /** The CPU time that it says to have used so far, in nanoseconds; -1 if it does not say. */
  default long accountedNanos() {
    return -1;
  }

  /** Stacks captured so far; -1 if unknown. */
  default long walks() {
    return -1;
  }

  /** Checks of threads so far. */
  default long checks() {
    return 0;
  }

  /** Times so far that its sampler woke up to check or to capture. */
  default long ticks() {
    return 0;
  }

  /** Reports of slow requests so far. */
  default long slow() {
    return 0;
  }

  /** Those of them with at least three stacks or proven waits. */
  default long slowSeen() {
    return 0;
  }

  /** The treatment that does nothing. */
  Treatment NOTHING =
      new Treatment() {
        @Override
        public void start() {}

        @Override
        public void stop() {}
      };
}
