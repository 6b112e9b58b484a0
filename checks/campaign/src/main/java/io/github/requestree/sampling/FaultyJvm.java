package io.github.requestree.sampling;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The running JVM, with somebody in front of each call, and a clock that may jump. Thread-safe. */
final class FaultyJvm implements Jvm {

  private final Jvm real = new RealJvm();
  private final Consumer<JvmCall> before;
  private final LongSupplier jumpedNanos;

  /**
   * @param before is called before each call, and may throw or take its time
   * @param jumpedNanos gives the time by which the monotonic clock has jumped
   */
  FaultyJvm(Consumer<JvmCall> before, LongSupplier jumpedNanos) {
    this.before = before;
    this.jumpedNanos = jumpedNanos;
  }

  @Override
  public long nanoTime() {
    before.accept(JvmCall.NANO_TIME);
    return real.nanoTime() + jumpedNanos.getAsLong();
  }

  @Override
  public long ownCpuNanos() {
    before.accept(JvmCall.OWN_CPU_TIME);
    return real.ownCpuNanos();
  }

  @Override
  public long cpuNanos(Thread thread) {
    before.accept(JvmCall.CPU_TIME);
    return real.cpuNanos(thread);
  }

  @Override
  public long allocatedBytes(Thread thread) {
    before.accept(JvmCall.ALLOCATED_BYTES);
    return real.allocatedBytes(thread);
  }

  @Override
  public StackTraceElement[] stack(Thread thread) {
    before.accept(JvmCall.STACK);
    return real.stack(thread);
  }

  @Override
  public int stacksInOneStop() {
    return real.stacksInOneStop();
  }

  @Override
  public StackTraceElement[][] stacks(Thread[] threads) {
    before.accept(JvmCall.STACKS);
    return real.stacks(threads);
  }

  @Override
  public int deepestStack() {
    return real.deepestStack();
  }

  @Override
  public Thread.State state(Thread thread) {
    before.accept(JvmCall.STATE);
    return real.state(thread);
  }

  @Override
  public long waits(Thread thread) {
    before.accept(JvmCall.WAITS);
    return real.waits(thread);
  }

  @Override
  public @Nullable LockOwner lockOwner(Thread thread) {
    before.accept(JvmCall.LOCK_OWNER);
    return real.lockOwner(thread);
  }

  @Override
  public boolean provesStandstill() {
    before.accept(JvmCall.STANDSTILL);
    return real.provesStandstill();
  }

  @Override
  public long wakingCost(long cpuNanos) {
    return real.wakingCost(cpuNanos);
  }

  @Override
  public long walkCost(long cpuNanos, Walked walked) {
    return real.walkCost(cpuNanos, walked);
  }

  @Override
  public long stopCost(long cpuNanos, List<Walked> walked) {
    before.accept(JvmCall.STOP_COST);
    return real.stopCost(cpuNanos, walked);
  }
}
