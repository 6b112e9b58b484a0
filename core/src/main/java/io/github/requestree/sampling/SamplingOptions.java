package io.github.requestree.sampling;

import io.github.requestree.internal.Option;
import io.github.requestree.internal.OptionValues;
import io.github.requestree.internal.Options;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options for checking threads and for news that are told at once. Immutable and thread-safe. A
 * value out of range is an {@link IllegalArgumentException} that names the option, the value and
 * the accepted values.
 */
public final class SamplingOptions {

  /** The defaults: 1 ms, 2 %, 10 min, no further threads, 50 ms and 30 s. */
  public static final SamplingOptions DEFAULT = new SamplingOptions(OptionValues.DEFAULTS);

  private final OptionValues values;

  private SamplingOptions(OptionValues values) {
    this.values = values;
  }

  private <T> SamplingOptions with(Option<T> option, T value) {
    return new SamplingOptions(values.with(option, option.checkedInCode(value)));
  }

  /** Returns the mean gap between two checks of one thread. */
  public Duration interval() {
    return values.get(Options.INTERVAL);
  }

  /** Returns the same with another interval, 100 us to 10 s. */
  public SamplingOptions withInterval(Duration value) {
    return with(Options.INTERVAL, value);
  }

  /** Returns the share of one core that profiling may cost. */
  public double maxOverhead() {
    return values.get(Options.MAX_OVERHEAD);
  }

  /** Returns the same with another share of one core, 0.001 to 1. */
  public SamplingOptions withMaxOverhead(double value) {
    return with(Options.MAX_OVERHEAD, value);
  }

  /** Returns the age at which a profile is reported as it is and let go. */
  public Duration maxAge() {
    return values.get(Options.MAX_AGE);
  }

  /** Returns the same with another age, 1 s to 24 h. */
  public SamplingOptions withMaxAge(Duration value) {
    return with(Options.MAX_AGE, value);
  }

  /**
   * Returns the threads that must never block, beside the event loops of Netty, Vert.x and Reactor.
   */
  public List<String> nonBlockingThreads() {
    return values.get(Options.NON_BLOCKING_THREADS);
  }

  /**
   * Returns the same with other names of such threads, at most 100; {@code *} is any characters.
   */
  public SamplingOptions withNonBlockingThreads(List<String> value) {
    return with(Options.NON_BLOCKING_THREADS, value);
  }

  /** Returns the time that a call may wait on such a thread before a warning. */
  public Duration blockedAfter() {
    return values.get(Options.BLOCKED_AFTER);
  }

  /** Returns the same with another such time, 1 ms to 1 h. */
  public SamplingOptions withBlockedAfter(Duration value) {
    return with(Options.BLOCKED_AFTER, value);
  }

  /**
   * Returns the age at which a profile that has not ended is reported as it is. It is reported
   * again whenever that age has doubled; 0 for never.
   */
  public Duration stillRunningAfter() {
    return values.get(Options.STILL_RUNNING_AFTER);
  }

  /** Returns the same with another such age, 1 s to 24 h, or 0. */
  public SamplingOptions withStillRunningAfter(Duration value) {
    return with(Options.STILL_RUNNING_AFTER, value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SamplingOptions options && options.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return "SamplingOptions" + values.changed();
  }
}
