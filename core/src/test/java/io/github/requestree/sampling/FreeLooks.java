package io.github.requestree.sampling;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The running JVM, but looking at it counts as nothing, so that no budget holds the sampler back.
 */
final class FreeLooks extends FakeJvm {

  private final Jvm real = new RealJvm();
  private final AtomicLong ownNanos = new AtomicLong();
  private final long nanosALook;

  FreeLooks() {
    this(0);
  }

  /**
   * Looks that seem to take so long that no request can afford any. The sampler alone takes them
   * so: the reporter would pay for its own, and could report for a minute.
   */
  FreeLooks(long nanosALook) {
    this.nanosALook = nanosALook;
  }

  @Override
  public long nanoTime() {
    return real.nanoTime();
  }

  @Override
  public long ownCpuNanos() {
    boolean samples = Thread.currentThread().getName().endsWith("-sampler");
    return ownNanos.addAndGet(samples ? nanosALook : 0);
  }

  @Override
  public long cpuNanos(Thread thread) {
    return real.cpuNanos(thread);
  }

  @Override
  public long allocatedBytes(Thread thread) {
    return real.allocatedBytes(thread);
  }

  @Override
  public StackTraceElement[] stack(Thread thread) {
    return real.stack(thread);
  }

  @Override
  public Thread.State state(Thread thread) {
    return real.state(thread);
  }

  @Override
  public long waits(Thread thread) {
    return real.waits(thread);
  }

  @Override
  public @Nullable LockOwner lockOwner(Thread thread) {
    return real.lockOwner(thread);
  }

  @Override
  public boolean provesStandstill() {
    return real.provesStandstill();
  }
}
