package io.github.requestree.sampling;

import io.github.requestree.internal.OwnCode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileComparison;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.recording.StackBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The engine: samples whatever is started with it, and delivers the profiles to its sinks.
 * Thread-safe.
 *
 * <p>It has two daemon threads, both started when they are first needed: one samples, one reports.
 * With several sinks each has one of its own as well. {@link #close()} ends them.
 */
public final class Profiler implements AutoCloseable {

  static final int MAX_ALIVE = 10_000;

  private final Jvm jvm;
  private volatile List<ProfileSink> sinks;
  private final long slowerThanNanos;
  private final boolean failedOnly;
  private final Counters counters = new Counters();
  private final Budget budget;
  private final Budget onDemandBudget;
  private final Sampler sampler;
  private final ProfileAssembler assembler;
  private final CallPlace callPlace;
  private final boolean wantsTimeline;
  private final @Nullable SamplerThread samplerThread;
  private final Consumer<Segment> registry;
  private final Reporter reporter;
  private final CompletionNotifier ends;
  private final NotFollowed notFollowed = new NotFollowed();

  /** Null if nobody wants any. */
  private final @Nullable ShortProfileSample shortSample;

  private volatile boolean closed;

  private Profiler(Builder builder) {
    jvm = builder.jvm;
    sinks = List.copyOf(builder.sinks);
    slowerThanNanos = builder.slowerThan.toNanos();
    failedOnly = builder.failedOnly;
    callPlace = new CallPlace(builder.applicationClasses);
    wantsTimeline = builder.timeline || sinks.stream().anyMatch(UserCode::wantsTimeline);
    budget = new Budget(builder.options.maxOverhead(), jvm.nanoTime());
    onDemandBudget = new Budget(builder.options.maxOverhead(), jvm.nanoTime());
    BusyHistory busyHistory = new BusyHistory(builder.options.blockedAfter().toNanos());
    assembler = new ProfileAssembler(jvm, builder.clock, builder.options, busyHistory);
    reporter =
        new Reporter(
            sinks,
            builder.comparison,
            assembler,
            budget,
            onDemandBudget,
            counters,
            this::statistics,
            jvm,
            builder.name,
            builder.closeNanos);
    shortSample =
        builder.comparison != null && (slowerThanNanos > 0 || failedOnly)
            ? new ShortProfileSample(counters, jvm.nanoTime())
            : null;
    ends = new CompletionNotifier(sinks, reporter, counters);
    sampler =
        new Sampler(
            jvm,
            builder.random,
            builder.options,
            budget,
            onDemandBudget,
            counters,
            assembler,
            busyHistory,
            reporter,
            ends.areWanted(),
            stillRunningNanos(builder));
    samplerThread =
        builder.threads ? new SamplerThread(sampler, jvm, builder.options, builder.name) : null;
    registry =
        builder.registry != null
            ? builder.registry
            : samplerThread != null ? samplerThread::register : sampler::takeIn;
  }

  /** What is not yet slow enough to be reported is no news; nor is what has not failed yet. */
  private static long stillRunningNanos(Builder builder) {
    Duration after = builder.options.stillRunningAfter();
    return after.isZero() || builder.failedOnly
        ? 0
        : Math.max(after.toNanos(), builder.slowerThan.toNanos());
  }

  /** A builder with the default options and no sink. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether a profile started now would be delivered to anyone. */
  public boolean isActive() {
    if (closed) {
      return false;
    }
    List<ProfileSink> asked = sinks;
    // By index: an iterator for each request is garbage.
    for (int i = 0; i < asked.size(); i++) {
      try {
        if (asked.get(i).isActive()) {
          return true;
        }
      } catch (Throwable e) {
        reporter.failedToSay(i, e);
      }
    }
    return false;
  }

  /**
   * Starts a profile of the calling thread: of what it does in the calling method and below. It is
   * sampled whether or not a sink is active, since {@link ActiveProfile#stop()} returns it.
   */
  public ActiveProfile start(String name) {
    Objects.requireNonNull(name, "name");
    ActiveProfile profile = started(() -> name);
    try {
      profile.openHere(StackBase.ofCaller(), null, CurrentSegment.latest());
    } catch (Throwable e) {
      // No memory for it: the profile says that nothing of it was sampled.
      profile.samplingFailed();
    }
    return profile;
  }

  /**
   * Starts a profile that no thread has entered yet.
   *
   * @return the profile, or null if there is to be none: this profiler is closed, no sink is
   *     active, or too many profiles are alive
   */
  public @Nullable ActiveProfile begin(ActiveProfile.Subject subject) {
    if (!isActive()) {
      return null;
    }
    if (counters.alive() >= MAX_ALIVE) {
      counters.refused.increment();
      return null;
    }
    return started(subject);
  }

  private ActiveProfile started(ActiveProfile.Subject subject) {
    return new ActiveProfile(this, subject, counters.profileStarts());
  }

  /**
   * Profiles the work and delivers the profile to the sinks.
   *
   * @throws Exception what the work throws
   */
  public <T> T call(String name, Callable<T> work) throws Exception {
    Objects.requireNonNull(name, "name");
    ActiveProfile profile = null;
    try {
      profile = begin(() -> name);
    } catch (Throwable e) {
      // No memory for a profile: the work is done without.
      counters.refused.increment();
    }
    return profile == null ? work.call() : profiled(profile, work);
  }

  /** The frame above which a profile's own begin; see {@link StackBase}. */
  private static <T> T profiled(ActiveProfile profile, Callable<T> work) throws Exception {
    profile.enterMarked();
    try {
      return work.call();
    } finally {
      profile.leave();
      if (!profile.isTooShort()) {
        profile.takeTrace();
      }
      profile.finish();
    }
  }

  /**
   * Carries the calling thread's profile to the thread that runs the task; the task itself, if the
   * calling thread works for no profile, or if the task is {@code Comparable}: a queue may compare
   * it. What it does there is shown as a lane below the frame that called this.
   */
  public static Runnable wrap(Runnable task) {
    Objects.requireNonNull(task, "task");
    if (task instanceof Comparable<?>) {
      NotFollowed.note(task, "a queue that compares");
      return task;
    }
    return CarriedTask.isCarried(task) ? task : CarriedTask.carry(HandOff.capture(), task);
  }

  /** As {@link #wrap(Runnable)}, for a task with a result. */
  public static <T> Callable<T> wrap(Callable<T> task) {
    Objects.requireNonNull(task, "task");
    return CarriedTask.isCarried(task) ? task : CarriedTask.carry(HandOff.capture(), task);
  }

  /**
   * As {@link #wrap(Runnable)}, for what {@link
   * java.util.concurrent.CompletableFuture#supplyAsync(Supplier)} and its like take. It has a name
   * of its own, since a lambda with a value may be a {@code Callable} just as well.
   */
  public static <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> task) {
    Objects.requireNonNull(task, "task");
    return CarriedTask.isCarried(task) ? task : CarriedTask.carry(HandOff.capture(), task);
  }

  /**
   * Carries the profile of each submitting thread to the thread that runs what it submits. What
   * runs there is shown as a lane below the frame that submitted it. An executor that was wrapped
   * is returned as it is.
   *
   * <p>A task is followed only where nobody but the JDK sees it: submitted to a pool of the JDK,
   * executed by one that puts it into a future or a thread, or made by a {@link
   * java.util.concurrent.CompletableFuture}. Any other one, such as one executed by a pool with a
   * queue, or by an executor of the application, is handed over as it is, and a note in the report
   * says so. {@link #wrap(Runnable)} follows it there.
   */
  public static Executor wrap(Executor executor) {
    return ProfiledExecutor.of(Objects.requireNonNull(executor, "executor"));
  }

  /** As {@link #wrap(Executor)}. To shut down or close it does so with the executor itself. */
  public static ExecutorService wrap(ExecutorService executor) {
    return ProfiledExecutor.of(Objects.requireNonNull(executor, "executor"));
  }

  /**
   * As {@link #wrap(ExecutorService)}. Each run of a periodic task is a lane, until the profile has
   * ended.
   */
  public static ScheduledExecutorService wrap(ScheduledExecutorService executor) {
    return ProfiledExecutor.of(Objects.requireNonNull(executor, "executor"));
  }

  /**
   * What the calling thread works for, for libraries that take the values of thread-locals from one
   * thread to another; null if for no profile. It says nothing to anybody but this class, and does
   * not keep the profile in memory. Two are equal if they are of the same profile.
   *
   * @param handsOff whether work is handed off now, so that the place is worth capturing; asked
   *     only if that can be afforded
   */
  public static @Nullable Object carried(BooleanSupplier handsOff) {
    try {
      return ContextEntry.capture(handsOff);
    } catch (Throwable e) {
      return null;
    }
  }

  /**
   * Has the calling thread work for what {@link #carried} gave, as a lane, until {@link
   * #leaveCarried}. Without effect if it does so anyway, if that profile has ended, and on anything
   * else.
   */
  public static void enterCarried(Object carried) {
    try {
      if (carried instanceof ContextEntry entry) {
        entry.enter();
      }
    } catch (Throwable e) {
      // As below.
    }
  }

  /**
   * Ends what {@link #enterCarried} began on the calling thread since {@link #carried} gave this,
   * and nothing else. Without effect if there is nothing of that kind.
   *
   * @param before null for all of it
   */
  public static void leaveCarried(@Nullable Object before) {
    try {
      if (before == null) {
        ContextEntry.leaveAll();
      } else if (before instanceof ContextEntry entry) {
        entry.backTo();
      }
    } catch (Throwable e) {
      // Called between the frames of an application, which must not see what fails here.
    }
  }

  /**
   * The profile that the calling thread works for, to take notes of what the application does; one
   * that does nothing, if there is none. Costs next to nothing.
   */
  public static CurrentProfile current() {
    return CurrentProfile.get();
  }

  /**
   * Gives a name to what the calling thread does until the answer is closed: {@code try (var t =
   * Profiler.timed("render invoice"))}. Does nothing outside a profile.
   *
   * @param text what is worth telling apart, cut after 500 characters. It is printed: no secrets
   */
  public static Timing timed(String text) {
    Objects.requireNonNull(text, "text");
    try {
      return new Timing(current(), text);
    } catch (Throwable e) {
      return Timing.NONE;
    }
  }

  /** What this profiler has done so far. */
  public ProfilerStatistics statistics() {
    return counters.read(reporter.queued(), budget, onDemandBudget, reporter.sinks());
  }

  /**
   * Stops its threads; what has finished is delivered first. Waits a few seconds at most: the
   * thread of a sink that does not come back by then is interrupted and left alone. What runs on is
   * profiled no more. A closed profiler keeps its statistics, and neither sinks nor profiles.
   */
  @Override
  public void close() {
    closed = true;
    if (samplerThread != null) {
      samplerThread.stop();
    }
    reporter.stop();
    // Whoever keeps a closed profiler, for its statistics, keeps nothing but these.
    ends.close();
    sinks = List.of();
  }

  void opened(Segment segment) {
    counters.segmentOpens();
    try {
      registry.accept(segment);
    } catch (Throwable e) {
      segment.profile.samplingFailed();
    }
  }

  void closed() {
    counters.segmentCloses();
  }

  void suspended(ActiveProfile profile) {
    if (samplerThread != null) {
      samplerThread.registerSuspended(profile);
    } else {
      sampler.takeInSuspended(profile);
    }
  }

  void finished(ActiveProfile profile) {
    counters.profileEnds();
    long nanos = profile.endNanos() - profile.startNanos();
    boolean wanted =
        nanos >= slowerThanNanos && (!failedOnly || UserCode.hasFailed(profile.subject()));
    if (ends.areWanted()) {
      ends.ended(profile, nanos, wanted);
    }
    if (wanted) {
      counters.longEnough.increment();
      if (!reporter.offer(profile)) {
        counters.dropped.increment();
      }
    } else if (shortSample != null && profile.isSampled(profile.endNanos())) {
      reporter.offerShort(profile, shortSample.takeCount());
    }
  }

  void upgraded() {
    counters.profileEnds();
    counters.upgraded.increment();
  }

  /** Counts a profile that has ended and is lost. */
  void gaveUp() {
    counters.profileEnds();
    counters.longEnough.increment();
    counters.dropped.increment();
  }

  boolean tellsOfEnds() {
    return ends.areWanted();
  }

  boolean samplesShortOne(long nowNanos) {
    return shortSample != null && shortSample.choose(nowNanos);
  }

  Profile stopped(ActiveProfile profile) {
    counters.profileEnds();
    counters.longEnough.increment();
    try {
      Profile assembled = assembler.assemble(profile);
      counters.reported.increment();
      return assembled;
    } catch (Throwable e) {
      counters.dropped.increment();
      throw e;
    }
  }

  /** That nobody can guess: who knows it may be shown the profile. */
  Jvm jvm() {
    return jvm;
  }

  /**
   * Whether a segment that opens now reads its thread's clocks. Where most profiles will not be
   * reported and reading them for each costs too much, they are read when it is looked at first.
   */
  boolean readsClocksAtStart() {
    return (slowerThanNanos == 0 && !failedOnly) || sampler.affordsClocksAtStart();
  }

  long slowerThanNanos() {
    return slowerThanNanos;
  }

  boolean wantsTimeline() {
    return wantsTimeline;
  }

  NotFollowed notFollowed() {
    return notFollowed;
  }

  CallPlace callPlace() {
    return callPlace;
  }

  Budget budget() {
    return budget;
  }

  /** What pays for all that is {@linkplain ActiveProfile.Subject#onDemand() on demand}. */
  Budget onDemandBudget() {
    return onDemandBudget;
  }

  Counters counters() {
    return counters;
  }

  /** The sampler, for tests that tick it themselves. */
  Sampler sampler() {
    return sampler;
  }

  /** Makes a {@link Profiler}. <em>Not</em> thread-safe. */
  public static final class Builder {
    private String name = "requestree";
    private SamplingOptions options = SamplingOptions.DEFAULT;
    private final List<ProfileSink> sinks = new ArrayList<>();
    private @Nullable ProfileComparison comparison;
    private Duration slowerThan = Duration.ZERO;
    private boolean timeline;
    private boolean failedOnly;
    private Predicate<String> applicationClasses = OwnCode::isNeitherJdkNorOurs;
    private Jvm jvm = new RealJvm();
    private InstantSource clock = InstantSource.system();
    private RandomGenerator random = new SplittableRandom();
    private boolean threads = true;
    private long closeNanos = 5_000_000_000L;
    private @Nullable Consumer<Segment> registry;

    private Builder() {}

    /** Names the profiler's threads; default {@code requestree}. */
    public Builder name(String value) {
      name = Objects.requireNonNull(value, "name");
      return this;
    }

    public Builder options(SamplingOptions value) {
      options = Objects.requireNonNull(value, "options");
      return this;
    }

    /** Adds a sink. */
    public Builder sink(ProfileSink value) {
      sinks.add(Objects.requireNonNull(value, "sink"));
      return this;
    }

    /**
     * Says of unusual profiles what is usual, before they are delivered; default nothing does. Gets
     * some of those that are not delivered as well, since they are too short. Asked by the
     * reporter's thread alone, so it must not be that of another profiler.
     */
    public Builder comparison(ProfileComparison value) {
      comparison = Objects.requireNonNull(value, "comparison");
      return this;
    }

    /**
     * Delivers only profiles that took at least this long; default 0.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder slowerThan(Duration value) {
      if (value.isNegative()) {
        throw new IllegalArgumentException(
            "slowerThan is " + value + ", but accepted is 0 and longer");
      }
      slowerThan = value;
      return this;
    }

    /**
     * Whether profiles get a {@linkplain Profile#timeline() timeline} even if no sink {@linkplain
     * ProfileSink#wantsTimeline() wants} one, as for {@link ActiveProfile#stop()}; default false.
     */
    public Builder timeline(boolean value) {
      timeline = value;
      return this;
    }

    /**
     * Delivers only profiles of requests that failed, and of none that still runs; default false.
     */
    public Builder failedOnly(boolean value) {
      failedOnly = value;
      return this;
    }

    /**
     * Tells the application's classes, by their names, from those of libraries; default all that
     * are not the JDK's or ours. Called by threads that serve requests: it must be quick, and
     * thread-safe.
     */
    public Builder applicationClasses(Predicate<String> value) {
      applicationClasses = Objects.requireNonNull(value, "applicationClasses");
      return this;
    }

    /** Replaces how long closing waits for reports, in nanoseconds. */
    Builder closeNanos(long value) {
      closeNanos = value;
      return this;
    }

    /** Replaces what the threads look at. */
    Builder jvm(Jvm value) {
      jvm = value;
      return this;
    }

    /** Replaces time, stacks and chance, and leaves ticking to the test. */
    Builder fake(Jvm fakeJvm, InstantSource fakeClock, RandomGenerator fakeRandom) {
      jvm = fakeJvm;
      clock = fakeClock;
      random = fakeRandom;
      threads = false;
      return this;
    }

    /** Gives new segments to the test instead of the sampler. */
    Builder registry(Consumer<Segment> value) {
      registry = value;
      return this;
    }

    public Profiler build() {
      return new Profiler(this);
    }
  }
}
