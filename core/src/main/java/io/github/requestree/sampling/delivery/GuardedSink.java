package io.github.requestree.sampling.delivery;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.pacing.SamplerClock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls one sink, keeps its exceptions from everyone else, and counts the profiles that are lost to
 * it. Each kind of failure is told once. One thread at a time calls it, except for the methods that
 * any thread may call.
 */
final class GuardedSink implements BudgetedQueue.Consumer<SinkCall> {

  /** The duration above which a call counts as stuck rather than as a slow disk. */
  static final long STUCK_NANOS = 10_000_000_000L;

  private static final long FLUSH_NANOS = 1_000_000_000;

  /** Replaces a closed sink, which is neither called nor kept in memory. */
  private static final ProfileSink CLOSED = profile -> {};

  // Both are made long before there may be no memory for them.
  @SuppressWarnings("UnnecessaryLambda")
  private static final Predicate<ProfileSink> CLOSE =
      sink -> {
        sink.close();
        return false;
      };

  @SuppressWarnings("UnnecessaryLambda")
  private final Predicate<ProfileSink> flush = called -> flush();

  private volatile ProfileSink sink;

  /** The buffer, asked for once: the first use needs memory, and later there may be none. */
  private volatile ProfileSink.@Nullable Buffer buffer;

  private final String name;
  private final String failureText;
  private final DeliveryCounters counters;
  private final FailureWarnings warnings;
  private final SamplerClock clock;
  private final boolean wantsEnds;

  /** True if the sink may hold something back. Written by the thread that calls the sink. */
  private volatile boolean heldBack;

  private long flushNanos;
  private boolean closed;

  /** The sink's last answer, given when it was closed; below zero before. */
  private volatile long notWritten = -1;

  // Written by the thread that calls the sink, read by any.
  private volatile boolean inCall;
  private volatile boolean isGivenProfile;
  private volatile long callNanos;
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();

  private final AtomicLong lost = new AtomicLong();
  private final AtomicBoolean fellBehind = new AtomicBoolean();
  private final AtomicBoolean closeTold = new AtomicBoolean();

  GuardedSink(
      ProfileSink sink, DeliveryCounters counters, FailureWarnings warnings, SamplerClock clock) {
    this.sink = sink;
    this.counters = counters;
    this.warnings = warnings;
    this.clock = clock;
    buffer = SinkQuestions.as(sink, ProfileSink.Buffer.class);
    name = SinkQuestions.name(sink);
    failureText = "requestree: sink " + name + " failed, so a profile or a note is lost to it";
    wantsEnds = SinkQuestions.as(sink, ProfileSink.EndListener.class) != null;
  }

  @Override
  public void take(SinkCall delivery) {
    isGivenProfile = delivery.isProfile();
    if (guarded(delivery.call())) {
      delivered.getAndIncrement();
    }
    isGivenProfile = false;
    if (!heldBack) {
      heldBack = true;
      flushNanos = clock.nanoTime() + FLUSH_NANOS;
    }
  }

  /**
   * Returns whether the sink is told of ends and would not be asked now whether it holds them back.
   * Any thread may ask.
   */
  boolean mustBeTold() {
    return wantsEnds && !heldBack;
  }

  @Override
  public long upkeep() {
    if (!heldBack) {
      return BudgetedQueue.NOTHING_DUE;
    }
    if (clock.nanoTime() - flushNanos >= 0) {
      // This comes first: a thread that tells of an end from now on tells it again.
      heldBack = false;
      if (buffer == null) {
        return BudgetedQueue.NOTHING_DUE;
      }
      heldBack = guarded(flush);
      flushNanos = clock.nanoTime() + FLUSH_NANOS;
    }
    return heldBack ? Math.max(1, flushNanos - clock.nanoTime()) : BudgetedQueue.NOTHING_DUE;
  }

  private boolean flush() {
    ProfileSink.Buffer holding = buffer;
    return holding != null && holding.flush();
  }

  @Override
  public void end() {
    if (!closed) {
      closed = true;
      guarded(CLOSE);
      notWritten = SinkQuestions.notWritten(sink);
      sink = CLOSED;
      buffer = null;
    }
  }

  /** Handles an exception or assertion of a sink, so that the others are called all the same. */
  private boolean guarded(Predicate<ProfileSink> call) {
    callNanos = clock.nanoTime();
    inCall = true;
    try {
      return call.test(sink);
    } catch (Throwable e) {
      failures.getAndIncrement();
      counters.sinkFailures.increment();
      failed(e);
      return false;
    } finally {
      inCall = false;
    }
  }

  /**
   * Counts an exception of a sink that was asked whether it is active, and tells of it. Any thread
   * may.
   */
  void failedToSay(Throwable e) {
    counters.sinkFailures.increment();
    failed(e);
  }

  @Override
  public void failed(Throwable e) {
    warnings.failed(this, failureText, e);
  }

  /**
   * Counts a profile for which there was no room, and tells the sink. Any thread may.
   *
   * @param profile the one that is lost
   * @param withinBudget whether the sink would have taken more, but the budget allows no more
   *     reports. Nobody is warned of that: it is normal under a high load
   */
  void lost(Profile profile, boolean withinBudget) {
    lost.incrementAndGet();
    if (!profile.stillRunning()) {
      tellOfLost(profile);
    }
    if (!withinBudget) {
      sayThatItFallsBehind();
    }
  }

  private void tellOfLost(Profile profile) {
    ProfileSink.EndListener listener = SinkQuestions.as(sink, ProfileSink.EndListener.class);
    if (listener != null) {
      try {
        Profile.Request request = profile.request();
        String ofWhat = request == null ? profile.name() : "";
        listener.lost(new ProfileSink.End(ofWhat, request, profile.durationNanos(), true));
      } catch (Throwable e) {
        counters.sinkFailures.increment();
      }
    }
  }

  /** Warns if the sink is in a call that does not return. Any thread may ask. */
  void checkThatItKeepsUp() {
    if (!fellBehind.get() && inCall && clock.nanoTime() - callNanos > STUCK_NANOS) {
      sayThatItFallsBehind();
    }
  }

  private void sayThatItFallsBehind() {
    if (fellBehind.getAndSet(true)) {
      return;
    }
    try {
      String how =
          inCall
              ? String.format(
                  Locale.ROOT,
                  " (in one call for %.1f s so far)",
                  (clock.nanoTime() - callNanos) / 1e9)
              : "";
      warnings.warn(
          "requestree: sink "
              + name
              + " does not keep up"
              + how
              + "; profiles that it has no time for are lost to it and counted");
    } catch (Throwable e) {
      // There is no memory to say so; it will be said another time.
      fellBehind.set(false);
    }
  }

  /**
   * Counts the profiles that it was not given before the end, and the one it is still busy with.
   * Any thread.
   */
  void closedWith(long notGiven) {
    lost.addAndGet(notGiven);
    if (isGivenProfile && !closeTold.getAndSet(true)) {
      lost.incrementAndGet();
    }
    if ((notGiven > 0 || inCall) && !fellBehind.getAndSet(true)) {
      warnings.warn(
          "requestree: sink "
              + name
              + (inCall ? " did not come back" : " was too slow")
              + " before it had to be closed; lost to it: "
              + lost.get());
    }
  }

  /** Returns its counts so far. Any thread may ask. */
  ProfileSink.Counts counts(int queued) {
    return new ProfileSink.Counts(
        name, delivered.get(), failures.get(), lost.get(), notWritten(), queued);
  }

  private long notWritten() {
    ProfileSink open = sink;
    long atTheEnd = notWritten;
    return atTheEnd < 0 ? SinkQuestions.notWritten(open) : atTheEnd;
  }
}
