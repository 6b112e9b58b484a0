package io.github.requestree.sampling.delivery;

import io.github.requestree.internal.DetachedLog;
import io.github.requestree.profile.BaselineComparison;
import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes finished profiles to the sinks, on a thread of its own. On the request's thread it would
 * delay the response, which Tomcat sends only after {@code onComplete}. With several sinks each has
 * a thread and a queue of its own, so that one that hangs holds up no other. Thread-safe.
 *
 * <p>The queues are bounded in profiles and in bytes; beyond that, profiles are dropped and
 * counted.
 */
public final class Reporter implements SamplerEvents, BudgetedQueue.Consumer<Reporter.Pending> {

  private static final Logger logger = LoggerFactory.getLogger("requestree");

  /**
   * One entry: a profile that has ended, or a call that is ready to be delivered. Exactly one of
   * the two is set; if neither is, the entry asks for the line of statistics.
   *
   * @param standsFor for a profile that is not delivered, the number that it stands for, itself
   *     included; 0 for one that is delivered
   * @param onDemand whether somebody waits for it
   */
  record Pending(
      @Nullable Ended ended,
      @Nullable SinkCall ready,
      long standsFor,
      long bytes,
      boolean onDemand) {}

  private static final Pending NOTHING =
      new Pending(null, SinkCall.calling(sink -> {}), 0, 0, false);
  private static final Pending STATISTICS = new Pending(null, null, 0, 0, false);
  private static final long FRAME_BYTES = 60;

  /** The size of the usual profile beside an unusual one: a tree of 2,000 nodes at most. */
  private static final long BASELINE_BYTES = 800_000;

  private final List<GuardedSink> recipients = new ArrayList<>();

  /** One for each sink; none at all if there is but one. */
  private final List<BudgetedQueue<SinkCall>> queues = new ArrayList<>();

  private final BudgetedQueue<Pending> queue;
  private volatile @Nullable BaselineComparison comparison;
  private final DeliveryCounters counters;
  private final Supplier<?> statistics;
  private final FailureWarnings warnings;
  private final long closeNanos;

  /** True if the sinks are about to learn that they may hold something back. */
  private final AtomicBoolean tellsToFlush = new AtomicBoolean();

  /** The profile that is being made; null if none is, or if closing has counted it as lost. */
  private final AtomicReference<@Nullable Ended> inTheMaking = new AtomicReference<>();

  private boolean dropsSaid;

  /** True if there was no room for a profile; the reporter's thread says so. */
  private volatile boolean hasDropped;

  /**
   * Starts no thread until the first entry.
   *
   * @param comparison attaches the usual profile to unusual ones; null for none
   * @param statistics gives the line that is logged once a minute
   * @param name begins the names of the threads
   * @param closeNanos the longest time that closing may wait
   */
  public Reporter(
      List<ProfileSink> sinks,
      @Nullable BaselineComparison comparison,
      Funds funds,
      DeliveryCounters counters,
      Supplier<?> statistics,
      String name,
      long closeNanos) {
    this.comparison = comparison;
    this.counters = counters;
    this.statistics = statistics;
    this.closeNanos = closeNanos;
    warnings = new FailureWarnings();
    queue = new BudgetedQueue<>(this, funds, name + "-reporter");
    for (ProfileSink sink : sinks) {
      GuardedSink recipient = new GuardedSink(sink, counters, warnings, funds.clock());
      recipients.add(recipient);
      if (sinks.size() > 1) {
        queues.add(new BudgetedQueue<>(recipient, funds, name + "-sink-" + recipients.size()));
      }
    }
  }

  /**
   * Takes a profile that has ended and is still to be made; returns false if there is no room for
   * it. Never waits or throws.
   *
   * @param bytes the memory that it holds, roughly
   * @param onDemand whether somebody waits for it
   */
  public boolean offer(Ended ended, long bytes, boolean onDemand) {
    return offer(new Pending(ended, null, 0, bytes, onDemand));
  }

  /**
   * Takes a profile that is not to be delivered, for the comparison, if there is room.
   *
   * @param standsFor the number of profiles of its kind that it stands for, itself included
   */
  public void offerShort(Ended ended, long bytes, long standsFor) {
    offerQuietly(new Pending(ended, null, standsFor, bytes, false));
  }

  /** Says that a sink was told of an end and may hold it back, so that it is flushed. */
  public void sinksMayHoldBack() {
    for (int i = 0; i < recipients.size(); i++) {
      if (recipients.get(i).mustBeTold()
          && tellsToFlush.compareAndSet(false, true)
          && !queue.offer(NOTHING, 0, false)) {
        tellsToFlush.set(false);
      }
    }
  }

  @Override
  public void blocked(BlockedThread blocked) {
    long bytes = FRAME_BYTES * blocked.stack().size();
    offer(new Pending(null, SinkCall.of(blocked), 0, bytes, false));
  }

  @Override
  public void stillRunning(Profile soFar, Ended running, long bytes, boolean onDemand) {
    if (offer(new Pending(running, SinkCall.of(soFar), 0, bytes, onDemand))) {
      counters.stillRunning.increment();
    }
  }

  @Override
  public void samplingFailed(Throwable e) {
    try {
      warnings.failed(
          this,
          "requestree: sampling failed; the report of each affected profile says what is missing",
          e);
    } catch (Throwable again) {
      // A text that is used first needs memory, and there may be none: the next one is told.
    }
  }

  @Override
  public void minuteHasPassed() {
    boolean logged;
    try {
      logged = logger.isDebugEnabled();
    } catch (Throwable e) {
      // A filter of the log, which may be code of anybody.
      logged = false;
    }
    if (logged) {
      offer(STATISTICS);
    }
  }

  private boolean offerQuietly(Pending pending) {
    try {
      return queue.offer(pending, pending.bytes(), pending.onDemand());
    } catch (Throwable e) {
      // There is no memory even for that.
      return false;
    }
  }

  private boolean offer(Pending pending) {
    boolean taken = offerQuietly(pending);
    if (!taken && !queue.isStopped()) {
      hasDropped = true;
      if (queues.isEmpty()) {
        // The reporter's own thread may be the one that hangs.
        recipients.forEach(GuardedSink::checkThatItKeepsUp);
      }
    }
    return taken;
  }

  @Override
  public void take(Pending next) {
    tellsToFlush.set(false);
    Ended ended = next.ended();
    SinkCall ready = next.ready();
    if (ready != null) {
      if (ended != null && ready.profile() != null) {
        ended.reported(ready.profile());
      }
      deliver(ready, next.bytes(), next.onDemand());
    } else if (ended != null && next.standsFor() > 0) {
      remember(made(ended), next.standsFor());
    } else if (ended != null) {
      report(ended, next.bytes(), next.onDemand());
    } else if (!recipients.isEmpty()) {
      // By the first sink's thread, since that is the one that logs if any does.
      give(0, SinkCall.calling(sink -> logger.debug("requestree: {}", statistics.get())), 0, false);
    }
  }

  /** Reports a profile. Even if that fails, each profile counts as reported or as dropped. */
  private void report(Ended ended, long bytes, boolean onDemand) {
    inTheMaking.set(ended);
    Profile profile = made(ended);
    SinkCall delivery = null;
    long baselineBytes = 0;
    if (profile != null) {
      try {
        Profile annotated = annotate(profile);
        baselineBytes = annotated.baseline() == null ? 0 : BASELINE_BYTES;
        ended.reported(annotated);
        delivery = SinkCall.of(annotated);
      } catch (Throwable e) {
        failed(e);
      }
    }
    if (inTheMaking.getAndSet(null) == null) {
      return;
    }
    if (delivery == null) {
      counters.dropped.increment();
      ended.lost();
    } else {
      counters.reported.increment();
      deliver(delivery, bytes + baselineBytes, onDemand);
    }
  }

  private void remember(@Nullable Profile profile, long standsFor) {
    BaselineComparison known = comparison;
    if (profile != null && known != null) {
      try {
        known.remember(profile, standsFor);
      } catch (Throwable e) {
        failed(e);
      }
    }
  }

  private Profile annotate(Profile profile) {
    BaselineComparison known = comparison;
    if (known == null) {
      return profile;
    }
    try {
      return known.annotate(profile);
    } catch (Throwable e) {
      failed(e);
      return profile;
    }
  }

  private void deliver(SinkCall delivery, long bytes, boolean onDemand) {
    for (int i = 0; i < recipients.size(); i++) {
      give(i, delivery, bytes, onDemand);
    }
  }

  private void give(int i, SinkCall delivery, long bytes, boolean onDemand) {
    GuardedSink recipient = recipients.get(i);
    if (queues.isEmpty()) {
      recipient.take(delivery);
      return;
    }
    recipient.checkThatItKeepsUp();
    Profile profile = delivery.profile();
    if (!queues.get(i).offer(delivery, bytes, onDemand) && profile != null) {
      recipient.lost(profile, queues.get(i).isHeldByBudget());
    }
  }

  private @Nullable Profile made(Ended ended) {
    try {
      return ended.get();
    } catch (Throwable e) {
      failed(e);
      return null;
    }
  }

  @Override
  public long upkeep() {
    if (hasDropped && !dropsSaid) {
      dropsSaid = true;
      warnings.warn(
          "requestree: more profiles end than maxOverhead allows to report, so some are dropped and"
              + " counted; set slowerThan to report only slow ones");
    }
    return queues.isEmpty() && !recipients.isEmpty()
        ? recipients.get(0).upkeep()
        : BudgetedQueue.NOTHING_DUE;
  }

  @Override
  public void end() {
    if (queues.isEmpty()) {
      recipients.forEach(GuardedSink::end);
    }
  }

  @Override
  public void failed(Throwable e) {
    try {
      warnings.failed(this, "requestree: a report was lost", e);
    } catch (Throwable again) {
      // As above.
    }
  }

  /** Tells that a sink, by its place in the list, threw when it was asked whether it is active. */
  public void failedToSay(int sink, Throwable e) {
    recipients.get(sink).failedToSay(e);
  }

  /** Returns the number of profiles that wait to be made. */
  public int queued() {
    return queue.waiting();
  }

  /** Returns the counts of each sink so far. */
  public List<ProfileSink.Counts> sinks() {
    List<ProfileSink.Counts> sinks = new ArrayList<>();
    for (int i = 0; i < recipients.size(); i++) {
      int queued = queues.isEmpty() ? 0 : queues.get(i).waiting();
      sinks.add(recipients.get(i).counts(queued));
    }
    return sinks;
  }

  /**
   * Delivers the waiting profiles, closes the sinks and ends the threads, in a few seconds at most.
   */
  public void stop() {
    long deadline = System.nanoTime() + closeNanos;
    queue.stop();
    for (Pending left : queue.join(deadline)) {
      if (left.ended() != null && left.ready() == null && left.standsFor() == 0) {
        counters.dropped.increment();
      }
    }
    // Code of anybody that makes it does not come back.
    if (inTheMaking.getAndSet(null) != null) {
      counters.dropped.increment();
    }
    queues.forEach(BudgetedQueue::stop);
    for (int i = 0; i < recipients.size(); i++) {
      long left =
          queues.isEmpty()
              ? 0
              : queues.get(i).join(deadline).stream().filter(SinkCall::isProfile).count();
      recipients.get(i).closedWith(left);
    }
    comparison = null;
    DetachedLog.await(TimeUnit.NANOSECONDS.toMillis(closeNanos / 10));
  }
}
