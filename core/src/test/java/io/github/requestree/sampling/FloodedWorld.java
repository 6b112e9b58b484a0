package io.github.requestree.sampling;

import io.github.requestree.sampling.recording.StackBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A world with 20,000 requests a second, each over after 50 us but for one now and then. The
 * sampler comes whenever its thread would. All of it costs what it costs on a small machine.
 */
final class FloodedWorld extends FakeWorld {

  private static final long FAST_NANOS = 50 * US;
  private static final long SCAN_NANOS = CrowdedWorld.SLOW.toNanos() / 4;
  private static final long LOOK_NANOS = 500;
  private static final long WAKE_NANOS = 50 * US;
  private static final long STACK_NANOS = 100 * US;

  /** A slow request that has not ended. */
  private record Slow(ActiveProfile active, long endNanos) {}

  private final Thread sampler = Thread.currentThread();
  private final FakeThread fast = FakeThread.request("fast").runs(S, "app.Fast.work:1");
  private final List<Slow> slow = new ArrayList<>();
  private long ownNanos;
  private long comesNanos;

  FloodedWorld() {
    super(SamplingOptions.DEFAULT, 7, Profiler.builder().slowerThan(CrowdedWorld.SLOW));
    costing(LOOK_NANOS, STACK_NANOS);
  }

  /** Lets a time pass in which nothing but fast requests come. */
  void flood(long forNanos) {
    flood(forNanos, forNanos + 1, () -> fast);
  }

  /**
   * Lets a time pass, in which a slow request comes every so often. It takes as long as the script
   * of its thread.
   */
  void flood(long forNanos, long everyNanos, Supplier<FakeThread> threads) {
    long end = nanoTime() + forNanos;
    long next = nanoTime() + everyNanos;
    while (nanoTime() < end || !slow.isEmpty()) {
      if (nanoTime() >= next && nanoTime() < end) {
        next += everyNanos;
        FakeThread thread = threads.get();
        slow.add(new Slow(entered("slow", thread), nanoTime() + thread.lengthNanos()));
      }
      ActiveProfile active = entered("fast", fast);
      advance(FAST_NANOS);
      if (nanoTime() >= comesNanos) {
        comesNanos = comes();
      }
      leaves(active);
      while (!slow.isEmpty() && nanoTime() >= slow.get(0).endNanos) {
        leaves(slow.remove(0).active);
      }
    }
  }

  private ActiveProfile entered(String name, FakeThread thread) {
    begins(thread);
    ActiveProfile active = begin(name);
    if (!active.enterYoung(thread.thread)) {
      active.state().open(thread.thread, StackBase.marked(0), null, null);
    }
    return active;
  }

  private static void leaves(ActiveProfile active) {
    if (!active.endYoung()) {
      active.state().close(Objects.requireNonNull(active.firstSegment()));
      active.finish();
    }
  }

  /** Does what the sampler's thread does each time it wakes up, and says when it comes again. */
  private long comes() {
    ownNanos += WAKE_NANOS;
    Sampler sampler = profiler.engine.sampler();
    ActiveProfile.scan(profiler.engine, nanoTime() - SCAN_NANOS / 5);
    sampler.takeIn(null, 0);
    long due = sampler.tick();
    long now = nanoTime();
    long patient =
        now
            + sampler.payers().nanosUntilTick()
            + Math.max(SCAN_NANOS, sampler.payers().usual.planner.patience());
    return due == Sampler.IDLE ? patient : Math.max(now, Math.min(due, patient));
  }

  /** Reading a clock takes time, too. */
  @Override
  public long ownCpuNanos() {
    if (!Thread.currentThread().equals(sampler)) {
      return 0;
    }
    ownNanos += LOOK_NANOS;
    return super.ownCpuNanos() + ownNanos;
  }
}
