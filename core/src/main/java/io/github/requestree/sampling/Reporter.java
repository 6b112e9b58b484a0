package io.github.requestree.sampling;

import io.github.requestree.profile.BaselineComparison;
import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.Recipient.Delivery;
import io.github.requestree.sampling.pacing.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes finished profiles to the sinks, on a thread of its own: on the request's thread it would
 * delay the response, which Tomcat sends only after {@code onComplete}. Where there are several
 * sinks each has a thread and a queue of its own as well, so that one that hangs keeps nothing from
 * the others. Thread-safe.
 *
 * <p>The queues are bounded in profiles and in bytes; what does not fit is dropped and counted.
 */
final class Reporter implements SamplerEvents, Worker.Job<Reporter.Waiting> {

  private static final Logger logger = LoggerFactory.getLogger("requestree");

  /**
   * What waits to be told: a profile that has ended, or what is ready to be delivered; neither of
   * them is a line of statistics.
   *
   * @param standsFor how many others a profile stands for that is not to be delivered, with itself;
   *     0 for one that is
   * @param onDemand whether somebody waits for it
   */
  record Waiting(
      @Nullable ProfileState ended,
      @Nullable Delivery ready,
      long standsFor,
      long bytes,
      boolean onDemand) {}

  private static final Waiting NOTHING =
      new Waiting(null, Delivery.calling(sink -> {}), 0, 0, false);
  private static final long FRAME_BYTES = 60;

  /** What is usual, beside a profile that is not: a tree of 2,000 nodes at most. */
  private static final long BASELINE_BYTES = 800_000;

  private final List<Recipient> recipients = new ArrayList<>();

  /** One for each recipient; none at all if there is but one. */
  private final List<Worker<Delivery>> workers = new ArrayList<>();

  private final Worker<Waiting> worker;
  private volatile @Nullable BaselineComparison comparison;
  private final ProfileAssembler assembler;
  private final Counters counters;
  private final Supplier<ProfilerStatistics> statistics;
  private final Aside aside;
  private final long closeNanos;

  /** Whether the sinks are about to learn that they may hold something back. */
  private final AtomicBoolean tellsToFlush = new AtomicBoolean();

  private boolean dropsSaid;

  /** Whether there was no room for a profile; it is the reporter's thread that says it. */
  private volatile boolean hasDropped;

  /**
   * @param statistics says what to log once a minute
   * @param closeNanos how long closing may wait
   */
  Reporter(
      List<ProfileSink> sinks,
      @Nullable BaselineComparison comparison,
      ProfileAssembler assembler,
      Budget budget,
      Budget onDemandBudget,
      Counters counters,
      Supplier<ProfilerStatistics> statistics,
      Jvm jvm,
      String name,
      long closeNanos) {
    this.comparison = comparison;
    this.assembler = assembler;
    this.counters = counters;
    this.statistics = statistics;
    this.closeNanos = closeNanos;
    aside = new Aside(name);
    worker = new Worker<>(this, budget, onDemandBudget, jvm, name + "-reporter");
    for (ProfileSink sink : sinks) {
      Recipient recipient = new Recipient(sink, counters, aside, jvm);
      recipients.add(recipient);
      if (sinks.size() > 1) {
        String thread = name + "-sink-" + recipients.size();
        workers.add(new Worker<>(recipient, budget, onDemandBudget, jvm, thread));
      }
    }
  }

  /** Takes a profile that has ended; false if there is no room for it. Never waits or throws. */
  boolean offer(ProfileState profile) {
    return offer(profile, null, 0, profile.bytes(), profile.isOnDemand());
  }

  /** Takes a profile that is not to be delivered, for the comparison, if there is room. */
  void offerShort(ProfileState profile, long standsFor) {
    offerQuietly(profile, null, standsFor, profile.bytes(), false);
  }

  /** Says that a sink was told of an end and may hold it back, so that it is flushed. */
  void sinksMayHoldBack() {
    for (int i = 0; i < recipients.size(); i++) {
      if (recipients.get(i).mustBeTold()
          && tellsToFlush.compareAndSet(false, true)
          && !worker.offer(NOTHING, 0, false)) {
        tellsToFlush.set(false);
      }
    }
  }

  @Override
  public void blocked(BlockedThread blocked) {
    long bytes = FRAME_BYTES * blocked.stack().size();
    offer(null, Delivery.of(blocked), 0, bytes, false);
  }

  @Override
  public void stillRunning(Profile soFar, ProfileState profile) {
    if (offer(null, Delivery.of(soFar), 0, profile.bytes(), profile.isOnDemand())) {
      counters.stillRunning.increment();
    }
  }

  @Override
  public void samplingFailed(Throwable e) {
    try {
      aside.failed(
          this,
          "requestree: sampling failed; what that was about is not sampled, and its report says so",
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
      // A filter of the log, which is anybody's.
      logged = false;
    }
    if (logged) {
      offer(null, null, 0, 0, false);
    }
  }

  private boolean offerQuietly(
      @Nullable ProfileState ended,
      @Nullable Delivery ready,
      long standsFor,
      long bytes,
      boolean onDemand) {
    try {
      Waiting waiting = new Waiting(ended, ready, standsFor, bytes, onDemand);
      return worker.offer(waiting, bytes, onDemand);
    } catch (Throwable e) {
      // No memory even for that.
      return false;
    }
  }

  private boolean offer(
      @Nullable ProfileState ended,
      @Nullable Delivery ready,
      long standsFor,
      long bytes,
      boolean onDemand) {
    boolean taken = offerQuietly(ended, ready, standsFor, bytes, onDemand);
    if (!taken && !worker.isStopped()) {
      hasDropped = true;
      if (workers.isEmpty()) {
        // The reporter's own thread may be the one that hangs.
        recipients.forEach(Recipient::checkThatItKeepsUp);
      }
    }
    return taken;
  }

  @Override
  public void take(Waiting next) {
    tellsToFlush.set(false);
    ProfileState ended = next.ended();
    Delivery ready = next.ready();
    if (ended != null && next.standsFor() > 0) {
      remember(assembled(ended), next.standsFor());
    } else if (ended != null) {
      report(ended, next.bytes(), next.onDemand());
    } else if (ready != null) {
      deliver(ready, next.bytes(), next.onDemand());
    } else if (!recipients.isEmpty()) {
      // By the first sink's thread, since that is the one that logs if any does.
      give(0, Delivery.calling(sink -> logger.debug("requestree: {}", statistics.get())), 0, false);
    }
  }

  /** Whatever fails, each profile counts as reported or as dropped. */
  private void report(ProfileState ended, long bytes, boolean onDemand) {
    Profile profile = assembled(ended);
    Delivery delivery = null;
    long baselineBytes = 0;
    if (profile != null) {
      try {
        Profile annotated = annotate(profile);
        baselineBytes = annotated.baseline() == null ? 0 : BASELINE_BYTES;
        delivery = Delivery.of(annotated);
      } catch (Throwable e) {
        failed(e);
      }
    }
    if (delivery == null) {
      counters.dropped.increment();
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

  private void deliver(Delivery delivery, long bytes, boolean onDemand) {
    for (int i = 0; i < recipients.size(); i++) {
      give(i, delivery, bytes, onDemand);
    }
  }

  private void give(int i, Delivery delivery, long bytes, boolean onDemand) {
    Recipient recipient = recipients.get(i);
    if (workers.isEmpty()) {
      recipient.take(delivery);
      return;
    }
    recipient.checkThatItKeepsUp();
    if (!workers.get(i).offer(delivery, bytes, onDemand) && delivery.isProfile()) {
      recipient.lost(workers.get(i).isHeldByBudget());
    }
  }

  private @Nullable Profile assembled(ProfileState active) {
    try {
      return assembler.assemble(active);
    } catch (Throwable e) {
      failed(e);
      return null;
    }
  }

  @Override
  public long upkeep() {
    if (hasDropped && !dropsSaid) {
      dropsSaid = true;
      aside.warn(
          "requestree: profiles are dropped and counted from now on, since more end than maxOverhead"
              + " allows to report; slowerThan reports slow ones only",
          null);
    }
    return workers.isEmpty() && !recipients.isEmpty()
        ? recipients.get(0).upkeep()
        : Worker.NOTHING_DUE;
  }

  @Override
  public void end() {
    if (workers.isEmpty()) {
      recipients.forEach(Recipient::end);
    }
  }

  @Override
  public void failed(Throwable e) {
    try {
      aside.failed(this, "requestree: a report was lost", e);
    } catch (Throwable again) {
      // As above.
    }
  }

  /** Says that a sink, by its place in the list, threw when it was asked whether it is active. */
  void failedToSay(int sink, Throwable e) {
    recipients.get(sink).failedToSay(e);
  }

  /** How many profiles wait to be made. */
  int queued() {
    return worker.waiting();
  }

  /** What each sink has done so far. */
  List<ProfilerStatistics.Sink> sinks() {
    List<ProfilerStatistics.Sink> sinks = new ArrayList<>();
    for (int i = 0; i < recipients.size(); i++) {
      int queued = workers.isEmpty() ? 0 : workers.get(i).waiting();
      sinks.add(recipients.get(i).statistics(queued));
    }
    return sinks;
  }

  /** Delivers what is there, closes the sinks and ends the threads, in a few seconds at most. */
  void stop() {
    long deadline = System.nanoTime() + closeNanos;
    worker.stop();
    for (Waiting left : worker.join(deadline)) {
      if (left.ended() != null && left.standsFor() == 0) {
        counters.dropped.increment();
      }
    }
    workers.forEach(Worker::stop);
    for (int i = 0; i < recipients.size(); i++) {
      long left =
          workers.isEmpty()
              ? 0
              : workers.get(i).join(deadline).stream().filter(Delivery::isProfile).count();
      recipients.get(i).closedWith(left);
    }
    comparison = null;
    aside.join(System.nanoTime() + closeNanos / 10);
  }
}
