package io.github.requestree.sampling;

import io.github.requestree.internal.OwnCode;
import io.github.requestree.profile.BaselineComparison;
import io.github.requestree.profile.Integration;
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
 * Samples the work that is started with it, and delivers the profiles to its sinks. Thread-safe.
 *
 * <p>It has two daemon threads, both started when they are first needed: one samples, one reports.
 * With several sinks each has one of its own as well. {@link #close()} ends them.
 */
public final class Profiler implements AutoCloseable {

  final ProfilerEngine engine;

  private Profiler(Builder builder) {
    engine = new ProfilerEngine(builder);
  }

  /** Returns a builder with the default options and no sink. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns whether a profile started now would be delivered to anyone. */
  public boolean isActive() {
    return engine.isActive();
  }

  /**
   * Starts a profile of the calling thread: of the calling method and its calls. It is sampled
   * whether or not a sink is active, since {@link ActiveProfile#stop()} returns it.
   */
  public ActiveProfile start(String name) {
    Objects.requireNonNull(name, "name");
    ActiveProfile profile = engine.start(() -> name);
    try {
      profile.state().openHere(StackBase.ofCaller(), null, CurrentSegment.latest());
    } catch (Throwable e) {
      // No memory for it: the profile says that nothing of it was sampled.
      profile.state().samplingFailed();
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
   * @throws Exception the exception that the work throws
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

  /** Marks a profile's first frame; see {@link StackBase}. */
  private static <T> T profiled(ActiveProfile profile, Callable<T> work) throws Exception {
    profile.enterMarked();
    try {
      return work.call();
    } finally {
      profile.leaveToEnd();
      if (!profile.isTooShort()) {
        profile.takeTrace();
      }
      profile.finish();
    }
  }

  /**
   * Carries the calling thread's profile to the thread that runs the task. The tree shows the task
   * as a lane below the frame that called this. The task is returned as it is if the calling thread
   * works for no profile. The same holds for a {@code Comparable} task, since a queue may compare
   * it.
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
   * As {@link #wrap(Runnable)}, for suppliers such as {@link
   * java.util.concurrent.CompletableFuture#supplyAsync(Supplier)} takes. It has a name of its own,
   * since a lambda with a value may be a {@code Callable} just as well.
   */
  public static <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> task) {
    Objects.requireNonNull(task, "task");
    return CarriedTask.isCarried(task) ? task : CarriedTask.carry(HandOff.capture(), task);
  }

  /**
   * Carries the profile of each submitting thread to the thread that runs the task. The tree shows
   * the task as a lane below the frame that submitted it. An executor that is wrapped already is
   * returned as it is.
   *
   * <p>A task is followed only if nobody but the JDK sees it. This holds for a task that is
   * submitted to a pool of the JDK or made by a {@link java.util.concurrent.CompletableFuture}. It
   * also holds for one that is executed by an executor that puts it into a future or a thread. Any
   * other task is handed over unchanged, and a note in the report says so; an example is one
   * executed by a pool with a queue. {@link #wrap(Runnable)} follows it there.
   */
  public static Executor wrap(Executor executor) {
    return ProfiledExecutor.of(Objects.requireNonNull(executor, "executor"));
  }

  /**
   * As {@link #wrap(Executor)}. Shutting it down or closing it shuts down or closes the executor
   * itself.
   */
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
   * Returns a token for the profile that the calling thread works for; null if for none. For
   * libraries that take the values of thread-locals from one thread to another. Only this class can
   * use the token, and it does not keep the profile in memory. Two tokens are equal if they are of
   * the same profile.
   *
   * @param handsOff tells whether work is handed off now, so that the place is worth capturing;
   *     asked only if that can be afforded
   */
  public static @Nullable Object carried(BooleanSupplier handsOff) {
    try {
      return ContextEntry.capture(handsOff);
    } catch (Throwable e) {
      return null;
    }
  }

  /**
   * Has the calling thread work for the profile of a token of {@link #carried}, as a lane, until
   * {@link #leaveCarried}. It has no effect if the thread does so anyway, if that profile has
   * ended, or on any other object.
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
   * Ends the lanes that {@link #enterCarried} began on the calling thread since {@link #carried}
   * gave this token. It has no effect if there are none.
   *
   * @param before null to end all of them
   */
  public static void leaveCarried(@Nullable Object before) {
    try {
      if (before == null) {
        ContextEntry.leaveAll();
      } else if (before instanceof ContextEntry entry) {
        entry.backTo();
      }
    } catch (Throwable e) {
      // Called between the frames of an application; our failures must not reach it.
    }
  }

  /**
   * Returns the profile that the calling thread works for, to take notes in it. Without a profile
   * the result does nothing and costs next to nothing.
   */
  public static CurrentProfile current() {
    return CurrentProfile.get();
  }

  /**
   * Names the work of the calling thread until the result is closed: {@code try (var t =
   * Profiler.timed("render invoice"))}. Does nothing outside a profile.
   *
   * @param text describes the work, cut after 500 characters. It is printed: no secrets
   */
  public static Timing timed(String text) {
    Objects.requireNonNull(text, "text");
    try {
      return new Timing(current(), text);
    } catch (Throwable e) {
      return Timing.NONE;
    }
  }

  /** Returns the counts of this profiler so far. */
  public ProfilerStatistics statistics() {
    return engine.statistics();
  }

  /**
   * Stops its threads; finished profiles are delivered first. Waits a few seconds at most: the
   * thread of a sink that does not come back by then is interrupted and left alone. Profiles that
   * still run are sampled no more. A closed profiler keeps its statistics, and neither sinks nor
   * profiles.
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
    private List<String> integrations = List.of();
    private @Nullable List<Integration> givenIntegrations;

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
     * Sets the comparison that attaches the usual profile to unusual ones before they are
     * delivered; default none. It gets some of the profiles that are too short to be delivered as
     * well. Only the reporter's thread asks it, so it must not belong to another profiler.
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
        throw new IllegalArgumentException("slowerThan is " + value + ", but must be 0 and longer");
      }
      slowerThan = value;
      return this;
    }

    /**
     * Gives profiles a {@linkplain Profile#timeline() timeline} even if no sink {@linkplain
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

    /**
     * Says which of the {@linkplain Integration integrations} that are there are used, by names in
     * which {@code *} stands for any characters; default all. A {@code !} before a name leaves it
     * out; {@code none} alone uses none. {@link #build} rejects names that nothing has.
     */
    public Builder integrations(List<String> names) {
      integrations = List.copyOf(names);
      return this;
    }

    /** Replaces those that are there. */
    Builder integration(Integration value) {
      givenIntegrations = List.of(value);
      return this;
    }

    List<Integration> integrations() {
      return givenIntegrations == null
          ? Integrations.find(integrations, Profiler.class.getClassLoader())
          : givenIntegrations;
    }

    /** Replaces the time that closing waits for reports, in nanoseconds. */
    Builder closeNanos(long value) {
      closeNanos = value;
      return this;
    }

    /** Replaces the JVM that the threads ask. */
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
