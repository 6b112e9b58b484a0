package io.github.requestree.sampling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JVM whose threads run all the time, hold no locks and cost nothing. Fakes say only what is
 * different with them: core's tests, the benchmarks and the races.
 */
abstract class FakeJvm implements Jvm {

  @Override
  public long ownCpuNanos() {
    return 0;
  }

  @Override
  public long allocatedBytes(Thread thread) {
    return 0;
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
