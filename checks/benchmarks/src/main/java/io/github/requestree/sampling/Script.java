package io.github.requestree.sampling;

/** What a thread does on fake time, in nanoseconds from its start. */
public interface Script {

  /** The stack at this time, the innermost frame first. */
  StackTraceElement[] stackAt(long nanos);

  /** Whether the thread runs at this time; if not, it waits. */
  boolean runsAt(long nanos);

  /** How long it has run by this time. */
  long cpuNanosAt(long nanos);

  /** How many waits it has begun by this time. */
  long waitsAt(long nanos);
}
