package io.github.requestree.sampling;

import io.github.requestree.profile.ProfileSink;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** The engine: samples whatever is started with it. Thread-safe. */
public final class Profiler implements AutoCloseable {

  /** A builder with the default options and no sink. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether a profile started now would be delivered to anyone. */
  public boolean isActive() {
    throw new UnsupportedOperationException();
  }

  /** Starts a profile of the calling thread. */
  public ActiveProfile start(String name) {
    throw new UnsupportedOperationException();
  }

  /**
   * Starts a profile that no thread has entered yet.
   *
   * @return the profile, or null if it is not to be profiled: this profiler is closed, no sink is
   *     active, or too many profiles are alive
   */
  public @Nullable ActiveProfile begin(ActiveProfile.Subject subject) {
    throw new UnsupportedOperationException();
  }

  /** Profiles the work and delivers the profile to the sinks. */
  public <T> T call(String name, Callable<T> work) throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Carries the calling thread's profile to the thread that runs this. */
  public static Runnable wrap(Runnable task) {
    throw new UnsupportedOperationException();
  }

  /** Carries the profile of each submitting thread to the thread that runs what it submits. */
  public static ScheduledExecutorService wrap(ScheduledExecutorService executor) {
    throw new UnsupportedOperationException();
  }

  /** What this profiler has done so far. */
  public ProfilerStatistics statistics() {
    throw new UnsupportedOperationException();
  }

  /** Stops both threads; what has finished is delivered first. Waits a few seconds at most. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  /** Makes a {@link Profiler}. <em>Not</em> thread-safe. */
  public static final class Builder {
    /** Names the profiler's threads; default {@code requestree}. */
    public Builder name(String value) {
      return this;
    }

    public Builder options(SamplingOptions value) {
      return this;
    }

    /** Adds a sink. */
    public Builder sink(ProfileSink value) {
      return this;
    }

    /** Delivers only profiles that took at least this long; default 0. */
    public Builder slowerThan(Duration value) {
      return this;
    }

    public Profiler build() {
      throw new UnsupportedOperationException();
    }
  }
}
