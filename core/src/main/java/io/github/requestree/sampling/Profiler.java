package io.github.requestree.sampling;

import io.github.requestree.internal.OwnCode;
import io.github.requestree.profile.BaselineComparison;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
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

  final ProfilerEngine engine;

  private Profiler(Builder builder) {
    engine = new ProfilerEngine(builder);
  }

  /** A builder with the default options and no sink. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether a profile started now would be delivered to anyone. */
  public boolean isActive() {
    return engine.isActive();
  }

  /**
   * Starts a profile of the calling thread: of what it does in the calling method and below. It is
   * sampled whether or not a sink is active, since {@link ActiveProfile#stop()} returns it.
   */
  public ActiveProfile start(String name) {
    Objects.requireNonNull(name, "name");
    ActiveProfile profile = engine.start(() -> name);
    try {
      profile.state.openHere(StackBase.ofCaller(), null, CurrentSegment.latest());
    } catch (Throwable e) {
      // No memory for it: the profile says that nothing of it was sampled.
      profile.state.samplingFailed();
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
    return engine.begin(subject);
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
      engine.counters().refused.increment();
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
    return engine.statistics();
  }

  /**
   * Stops its threads; what has finished is delivered first. Waits a few seconds at most: the
   * thread of a sink that does not come back by then is interrupted and left alone. What runs on is
   * profiled no more. A closed profiler keeps its statistics, and neither sinks nor profiles.
   */
  @Override
  public void close() {
    engine.close();
  }

  /** Makes a {@link Profiler}. <em>Not</em> thread-safe. */
  public static final class Builder {
    String name = "requestree";
    SamplingOptions options = SamplingOptions.DEFAULT;
    final List<ProfileSink> sinks = new ArrayList<>();
    @Nullable BaselineComparison comparison;
    Duration slowerThan = Duration.ZERO;
    boolean timeline;
    boolean failedOnly;
    Predicate<String> applicationClasses = OwnCode::isNeitherJdkNorOurs;
    Jvm jvm = new RealJvm();
    InstantSource clock = InstantSource.system();
    RandomGenerator random = new SplittableRandom();
    boolean threads = true;
    long closeNanos = 5_000_000_000L;
    @Nullable Consumer<Segment> registry;

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
    public Builder comparison(BaselineComparison value) {
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
