package io.github.requestree.sampling;

/** A JVM on real time, whose threads are {@link Owner}s. Asking it orders nothing. */
class StressJvm extends FakeJvm {

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
  public long cpuNanos(Thread thread) {
    return CPU_NANOS;
  }

  @Override
  public StackTraceElement[] stack(Thread thread) {
    return thread instanceof Owner owner && owner.hasLeft ? OUTSIDE : INSIDE;
  }
}
