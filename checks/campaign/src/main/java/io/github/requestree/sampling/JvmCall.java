package io.github.requestree.sampling;

/** The calls of the JVM that the engine makes. */
public enum JvmCall {
  NANO_TIME,
  OWN_CPU_TIME,
  CPU_TIME,
  ALLOCATED_BYTES,
  STACK,
  /** Several stacks in one stop of all threads, before JDK 19. */
  STACKS,
  STATE,
  WAITS,
  LOCK_OWNER,
  STANDSTILL,
  STOP_COST
}
