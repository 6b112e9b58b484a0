package io.github.requestree.sampling;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.delivery.Ended;
import io.github.requestree.sampling.delivery.SamplerEvents;
import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.pacing.RequestThreadCosts;
import io.github.requestree.sampling.pacing.SamplerCosts;
import io.github.requestree.sampling.recording.Attribution;
import io.github.requestree.sampling.recording.SeenStack;
import io.github.requestree.sampling.recording.StackBase;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** The common part of all races: an engine without threads, whose part the actors play. */
final class Stressed {

  static final Jvm JVM = new StressJvm();

  /** Nothing takes so long, so no reporter's thread starts. */
  private static final Duration NEVER = Duration.ofHours(1);

  private static final Profiler PROFILER =
      Profiler.builder()
          .slowerThan(NEVER)
          .fake(JVM, () -> Instant.EPOCH, new SplittableRandom(42))
          .registry(segment -> {})
          .build();

  private static final SamplerEvents NO_NEWS =
      new SamplerEvents() {
        @Override
        public void blocked(BlockedThread blocked) {}

        @Override
        public void stillRunning(Profile soFar, Ended running, long bytes, boolean onDemand) {}

        @Override
        public void samplingFailed(Throwable e) {}

        @Override
        public void minuteHasPassed() {}
      };

  private Stressed() {}

  static ActiveProfile profile() {
    return new ActiveProfile(PROFILER.engine, () -> "race", Followers.NONE);
  }

  /** Where requests are so many that profiles stay young. */
  private static final Profiler CROWDED = crowded();

  private static Profiler crowded() {
    AtomicLong ownNanos = new AtomicLong();
    Jvm slow =
        new StressJvm() {
          @Override
          public long ownCpuNanos() {
            return ownNanos.addAndGet(1_000_000_000);
          }
        };
    Profiler profiler =
        Profiler.builder()
            .slowerThan(NEVER)
            .sink(profile -> {})
            .fake(slow, () -> Instant.EPOCH, new SplittableRandom(42))
            .registry(segment -> {})
            .build();
    while (profiler.engine.readsClocksAtStart()) {
      ActiveProfile one = Objects.requireNonNull(profiler.begin(() -> "one of many"));
      profiler.engine.sampler().takeIn(opened(one, new Owner()));
      one.finish();
    }
    return profiler;
  }

  /** Returns a profile that a thread has entered and that is young. */
  static ActiveProfile young() {
    for (int i = 0; i < 10_000; i++) {
      ActiveProfile profile = new ActiveProfile(CROWDED.engine, () -> "race", Followers.NONE);
      if (profile.enterYoung(new Owner())) {
        return profile;
      }
    }
    throw new IllegalStateException("no slot is free");
  }

  /** Leaves and ends a young profile, as its thread does; returns whether that ended it. */
  static boolean leavesToEnd(ActiveProfile young) {
    if (young.endYoung()) {
      return true;
    }
    young.state().close(Objects.requireNonNull(young.firstSegment()));
    return young.finish();
  }

  /** Opens a segment of the profile, as if its thread had. */
  static Segment opened(ActiveProfile profile, Owner owner) {
    return Objects.requireNonNull(profile.state().open(owner, StackBase.atDepth(0), null, null));
  }

  /** Returns a sampler whose next tick checks this segment. */
  static Sampler samplerOf(Segment segment) {
    SamplingOptions options = SamplingOptions.DEFAULT.withMaxOverhead(1);
    long interval = options.interval().toNanos();
    Payers payers =
        new Payers(
            new SplittableRandom(42),
            new Budget(options.maxOverhead(), JVM.nanoTime()),
            new Budget(options.maxOverhead(), JVM.nanoTime()),
            new SamplerCosts(JVM),
            new RequestThreadCosts(JVM, options.maxOverhead(), false, 0),
            interval);
    BusyHistory busyHistory = new BusyHistory(options.blockedAfter().toNanos());
    ProfileAssembler assembler =
        new ProfileAssembler(JVM, () -> Instant.EPOCH, options, busyHistory, new GcPauses());
    Sampler sampler =
        new Sampler(JVM, options, payers, PROFILER.engine.counters(), assembler, NO_NEWS, 0);
    sampler.takeIn(segment);
    segment.plan.dueAt(segment.startNanos);
    return sampler;
  }

  /** Records, as the sampler does, that the thread was seen inside. */
  static void record(Segment segment, long now, Owner owner) {
    Attribution attribution = segment.attribute(1, 1, null);
    StackTraceElement[] stack = JVM.stack(owner);
    attribution.walk(
        now, StressJvm.CPU_NANOS, new SeenStack(stack), null, Thread.State.RUNNABLE, 1, 1);
    attribution.settle();
  }

  /** Assembles an ended profile, as the reporter does. */
  static Profile assemble(ActiveProfile profile) {
    return PROFILER.engine.stopped(profile.state());
  }

  /** Returns whether segments + awaits - overlap = duration. */
  static boolean addsUp(Profile profile) {
    return profile.durationNanos() >= 0
        && profile.overlapNanos() >= 0
        && profile.root().totalNanos() == profile.durationNanos() + profile.overlapNanos();
  }

  static boolean hasMethod(CallNode node, String name) {
    return node.frame().name().equals(name)
        || node.children().stream().anyMatch(child -> hasMethod(child, name));
  }

  /** Returns the number of the profile's segments that nobody has ended. */
  static int open(ActiveProfile profile) {
    int open = 0;
    for (Segment s = profile.state().segments(); s != null; s = s.nextOfProfile) {
      open += s.isOpen() ? 1 : 0;
    }
    return open;
  }
}
