package io.github.requestree.sampling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JVM on fake time, all of whose threads do the same. Asking it costs nothing. */
final class FakeJvm implements Jvm {

  private final Script script;
  private long nanos;

  FakeJvm(Script script) {
    this.script = script;
  }

  void moveTo(long time) {
    nanos = Math.max(nanos, time);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long ownCpuNanos() {
    return 0;
  }

  @Override
  public long cpuNanos(Thread thread) {
    return script.cpuNanosAt(nanos);
  }

  @Override
  public long allocatedBytes(Thread thread) {
    return 0;
  }

  @Override
  public StackTraceElement[] stack(Thread thread) {
    return script.stackAt(nanos);
  }

  @Override
  public Thread.State state(Thread thread) {
    return script.runsAt(nanos) ? Thread.State.RUNNABLE : Thread.State.WAITING;
  }

  @Override
  public long waits(Thread thread) {
    return script.waitsAt(nanos);
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
    return cpuNanos;
  }

  @Override
  public long walkCost(long cpuNanos, Walked walked) {
    return cpuNanos;
  }

  @Override
  public long stopCost(long cpuNanos, List<Walked> walked) {
    return 0;
  }
}
