package io.github.requestree.sampling;

/** The work of a thread on fake time, in nanoseconds from its start. */
public interface Script {

  /** The stack at this time, the innermost frame first. */
  StackTraceElement[] stackAt(long nanos);

  /** Returns whether the thread runs at this time; if not, it waits. */
  boolean runsAt(long nanos);

  /** Returns the time that it has run by this time. */
  long cpuNanosAt(long nanos);

  /** Returns the number of waits that it has begun by this time. */
  long waitsAt(long nanos);
}
