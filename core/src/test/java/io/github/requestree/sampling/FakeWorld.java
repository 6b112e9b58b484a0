package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.recording.StackBase;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JVM on fake time, and a profiler that looks at it. Nothing sleeps: time passes only when a test
 * says so, or when the sampler is charged for what it does.
 */
class FakeWorld extends FakeJvm {

  static final long US = 1_000;
  static final long MS = 1_000_000;
  static final long S = 1_000_000_000;

  final Profiler profiler;
  private final BlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final BlockingQueue<BlockedThread> blocked = new LinkedBlockingQueue<>();
  private final IdentityHashMap<Thread, FakeThread> threads = new IdentityHashMap<>();

  /** The thread that plays the sampler; the reporter has a real one of its own. */
  private final Thread sampler = Thread.currentThread();

  private long nanos = 12_345_678_901L;
  private long samplerCpuNanos;
  private long pollCostNanos;
  private long walkCostNanos;
  long captureNanos;
  private boolean fineClock = true;
  private @Nullable LockOwner lockOwner;
  private int mostFurtherRunning;

  /** Takes down what is reported. */
  private final class Reported implements ProfileSink, ProfileSink.BlockedThreadListener {

    @Override
    public void accept(Profile profile) {
      reported.add(profile);
    }

    @Override
    public boolean wantsTimeline() {
      return true;
    }

    @Override
    public void blocked(BlockedThread thread) {
      blocked.add(thread);
    }
  }

  FakeWorld(SamplingOptions options, long seed) {
    this(options, seed, Profiler.builder());
  }

  /** A world whose profiler is built from this. */
  FakeWorld(SamplingOptions options, long seed, Profiler.Builder builder) {
    profiler =
        builder
            .options(options)
            .sink(new Reported())
            .fake(this, () -> Instant.EPOCH, new SplittableRandom(seed))
            .registry(this::opened)
            .build();
  }

  FakeWorld() {
    this(SamplingOptions.DEFAULT.withMaxOverhead(1), 42);
  }

  /** A segment has opened; the sampler takes it in at once. */
  void opened(Segment segment) {
    profiler.engine.sampler().takeIn(segment);
  }

  /** Makes looking cost CPU time of the sampler. */
  FakeWorld costing(long pollNanos, long walkNanos) {
    pollCostNanos = pollNanos;
    walkCostNanos = walkNanos;
    return this;
  }

  /** Has the budget be as after minutes of load, when nothing is saved any more. */
  FakeWorld withoutSavings() {
    Budget budget = profiler.engine.budget(false);
    budget.chargeRequests(budget.saved());
    return this;
  }

  /** Makes time pass while a stack is captured. */
  FakeWorld capturingFor(long forNanos) {
    captureNanos = forNanos;
    return this;
  }

  void passesWhileCapturing(long forNanos) {
    advance(forNanos);
  }

  FakeWorld withCoarseClock() {
    fineClock = false;
    return this;
  }

  FakeWorld withLockHolder(String name) {
    return withLockOwner(new LockOwner(-1, name));
  }

  FakeWorld withLockOwner(LockOwner owner) {
    lockOwner = owner;
    return this;
  }

  /** How many others were taken to run when a stack was captured, at most. */
  int mostFurtherRunning() {
    return mostFurtherRunning;
  }

  /** CPU time that looking has cost. */
  long spentNanos() {
    return samplerCpuNanos;
  }

  void advance(long byNanos) {
    nanos += byNanos;
  }

  /** Forgets a thread. */
  void forget(FakeThread thread) {
    threads.remove(thread.thread);
  }

  /** Adds a thread whose script begins now. */
  FakeThread begins(FakeThread thread) {
    thread.startsAt(nanos);
    threads.put(thread.thread, thread);
    return thread;
  }

  ActiveProfile begin(String name) {
    ActiveProfile profile = profiler.begin(() -> name);
    assertThat(profile).isNotNull();
    return profile;
  }

  /** Opens a segment of the profile on a thread whose script begins now. */
  Segment enters(ActiveProfile profile, FakeThread thread) {
    begins(thread);
    Segment segment = profile.state().open(thread.thread, StackBase.marked(0), null, null);
    assertThat(segment).isNotNull();
    return segment;
  }

  /** Lets the calling thread, which is in the segment, hand off something now. */
  HandOff handOff(Segment submitter) {
    CurrentSegment.set(submitter);
    try {
      return Objects.requireNonNull(HandOff.capture());
    } finally {
      CurrentSegment.restore(submitter);
    }
  }

  /** Has the calling thread be on the stack of this script. */
  FakeThread actsAs(FakeThread thread) {
    begins(thread);
    threads.put(Thread.currentThread(), thread);
    return thread;
  }

  /** Lets time pass, and the sampler tick whenever it wants to. */
  void passes(long forNanos) {
    long end = nanos + forNanos;
    long next = profiler.engine.sampler().tick();
    while (next != Sampler.IDLE && next - end < 0) {
      nanos = Math.max(nanos, next);
      next = profiler.engine.sampler().tick();
    }
    nanos = Math.max(nanos, end);
  }

  /** A whole request on one thread, checked against what the thread really did. */
  Profile profileOf(FakeThread thread) {
    ActiveProfile active = begin("GET /test");
    Segment segment = enters(active, thread);
    passes(thread.lengthNanos());
    active.state().close(segment);
    long ran = thread.ranUntil(nanos);
    Profile profile = finish(active);
    assertThat(profile.durationNanos()).isEqualTo(thread.lengthNanos());
    if (segment.clocks.cpuMeasured()) {
      assertThat(profile.cpuNanos()).hasValue(ran);
    } else {
      assertThat(profile.cpuNanos()).isEmpty();
    }
    return profile;
  }

  /** Ends a profile and checks that its times add up. */
  Profile finish(ActiveProfile active) {
    Profile profile = active.stop();
    ProfileSums.assertAddUp(profile);
    return profile;
  }

  /** The next profile that the reporter delivered, checked to add up. */
  Profile reported() {
    try {
      Profile profile = reported.poll(60, TimeUnit.SECONDS);
      assertThat(profile).as("a profile is reported").isNotNull();
      ProfileSums.assertAddUp(profile);
      return profile;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The next blocked thread that was told of. */
  BlockedThread blocked() {
    try {
      BlockedThread thread = blocked.poll(60, TimeUnit.SECONDS);
      assertThat(thread).as("a blocked thread is told of").isNotNull();
      return thread;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends the reporter; all blocked threads that nobody took. */
  List<BlockedThread> allBlocked() {
    profiler.close();
    return List.copyOf(blocked);
  }

  /** Ends the reporter; whatever it delivered and nobody took is in the answer. */
  List<Profile> close() {
    profiler.close();
    reported.forEach(ProfileSums::assertAddUp);
    return List.copyOf(reported);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public long ownCpuNanos() {
    return Thread.currentThread() == sampler ? samplerCpuNanos : 0;
  }

  @Override
  public long cpuNanos(Thread thread) {
    samplerCpuNanos += pollCostNanos;
    return cpuClockOf(thread);
  }

  final long cpuClockOf(Thread thread) {
    FakeThread fake = threads.get(thread);
    return fake == null ? UNKNOWN : fake.cpuAt(nanos);
  }

  @Override
  public long allocatedBytes(Thread thread) {
    return UNKNOWN;
  }

  @Override
  public StackTraceElement[] stack(Thread thread) {
    samplerCpuNanos += walkCostNanos;
    FakeThread fake = threads.get(thread);
    StackTraceElement[] stack = fake == null ? new StackTraceElement[0] : fake.stackAt(nanos);
    passesWhileCapturing(captureNanos);
    return stack;
  }

  @Override
  public Thread.State state(Thread thread) {
    FakeThread fake = threads.get(thread);
    return fake == null ? Thread.State.RUNNABLE : fake.stateAt(nanos);
  }

  @Override
  public long waits(Thread thread) {
    FakeThread fake = threads.get(thread);
    return fake == null ? UNKNOWN : fake.waitsAt(nanos);
  }

  @Override
  public @Nullable LockOwner lockOwner(Thread thread) {
    return lockOwner;
  }

  @Override
  public boolean provesStandstill() {
    return fineClock;
  }

  @Override
  public long wakingCost(long cpuNanos) {
    return cpuNanos;
  }

  @Override
  public long walkCost(long cpuNanos, Walked walked) {
    mostFurtherRunning = Math.max(mostFurtherRunning, walked.furtherRunning());
    return cpuNanos;
  }
}
