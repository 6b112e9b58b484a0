package io.github.requestree.sampling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JVM on real time, whose threads are {@link Owner}s. Asking it orders nothing. */
class StressJvm implements Jvm {

  /** The value of every CPU clock. */
  static final long CPU_NANOS = 1_000;

  /** The method that a thread is in once it has left its segment. */
  static final String AFTERWARDS = "afterwards";

  private static final StackTraceElement[] INSIDE = stack("inside");
  private static final StackTraceElement[] OUTSIDE = stack(AFTERWARDS);

  /** The origin, chosen so that no time is 0: a field of 0 says that nobody has written it. */
  private static final long ORIGIN = System.nanoTime() - 1_000_000_000;

  private static StackTraceElement[] stack(String method) {
    return new StackTraceElement[] {new StackTraceElement("app.App", method, "App.java", 1)};
  }

  @Override
  public long nanoTime() {
    return System.nanoTime() - ORIGIN;
  }

  @Override
  public long ownCpuNanos() {
    return 0;
  }

  @Override
  public long cpuNanos(Thread thread) {
    return CPU_NANOS;
  }

  @Override
  public long allocatedBytes(Thread thread) {
    return 0;
  }

  @Override
  public StackTraceElement[] stack(Thread thread) {
    return thread instanceof Owner owner && owner.hasLeft ? OUTSIDE : INSIDE;
  }

  @Override
  public Thread.State state(Thread thread) {
    return Thread.State.RUNNABLE;
  }

  @Override
  public long waits(Thread thread) {
    return 0;
  }

  @Override
  public @Nullable LockOwner lockOwner(Thread thread) {
    return null;
  }

  @Override
  public boolean provesStandstill() {
    return true;
  }

  @Override
  public long wakingCost(long cpuNanos) {
    return 0;
  }

  @Override
  public long walkCost(long cpuNanos, Walked walked) {
    return 0;
  }

  @Override
  public long stopCost(long cpuNanos, List<Walked> walked) {
    return 0;
  }
}
