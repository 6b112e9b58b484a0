package io.github.requestree.sampling;

import io.github.requestree.internal.Ids;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.recording.StackBase;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds all facts of a profile while it runs, until it is assembled: its segments, its start and
 * end, its recording and notes. Thread-safe unless a method says otherwise; nothing here throws,
 * blocks or waits.
 */
final class ProfileState implements Supplier<String> {

  private static final int MAX_LANES = 200;
  private static final long PROFILE_BYTES = 2_000;
  private static final long SEGMENT_BYTES = 4_000;
  private static final AtomicReferenceFieldUpdater<ProfileState, @Nullable Segment> SEGMENTS =
      AtomicReferenceFieldUpdater.newUpdater(ProfileState.class, Segment.class, "segments");
  private static final AtomicIntegerFieldUpdater<ProfileState> LANES = counter("lanes");
  private static final AtomicIntegerFieldUpdater<ProfileState> ENTERED = counter("entered");
  private static final AtomicIntegerFieldUpdater<ProfileState> FINISHED = counter("finished");
  private static final AtomicLongFieldUpdater<ProfileState> START =
      AtomicLongFieldUpdater.newUpdater(ProfileState.class, "startNanos");
  private static final AtomicLongFieldUpdater<ProfileState> LAST_LEFT =
      AtomicLongFieldUpdater.newUpdater(ProfileState.class, "lastLeftNanos");
  // An end may come when the application's class loader no longer loads classes.
  static final List<Class<?>> LOADED_EARLY = List.of(ProfileSink.End.class, EndedProfile.class);

  private static AtomicIntegerFieldUpdater<ProfileState> counter(String field) {
    return AtomicIntegerFieldUpdater.newUpdater(ProfileState.class, field);
  }

  private final Engine engine;
  private final ActiveProfile.Subject subject;
  private final boolean onDemand;
  private final Noted noted;

  /** The number of profiles in flight when it started, or was no longer young; itself included. */
  final int inFlightAtStart;

  /** The next in the sampler's list of suspended profiles. */
  @Nullable ProfileState nextSuspended;

  private volatile @Nullable Segment segments;
  private volatile int lanes;
  private volatile int entered;
  private volatile int finished;
  private volatile boolean suspended;
  private volatile long startNanos;
  private volatile long lastLeftNanos;
  private volatile long endNanos;
  private volatile @Nullable String expired;
  private volatile boolean samplingFailed;
  private volatile @Nullable Segment endedIn;
  private boolean watched;

  /** Whether it is taken as a sample although it is too short; for the thread that ends it. */
  private @Nullable Boolean sampled;

  /** The most in flight that the sampler saw; for it, and for the thread that assembles. */
  private int inFlightAtMost;

  /** Its age at its last report while it still ran; for the sampler alone. */
  long reportedAtAgeNanos;

  private @Nullable String id;
  private @Nullable Recorded recorded;

  ProfileState(
      Engine engine,
      ActiveProfile.Subject subject,
      boolean onDemand,
      long inFlight,
      Followers followers) {
    this.engine = engine;
    this.subject = UserCode.lasting(subject);
    noted = new Noted(followers);
    this.onDemand = onDemand;
    inFlightAtStart = (int) Math.min(inFlight, Integer.MAX_VALUE);
    inFlightAtMost = inFlightAtStart;
  }

  /** Opens a segment on the calling thread; returns null as {@link #open} does. */
  @Nullable Segment openHere(StackBase base, @Nullable HandOff handOff, @Nullable Segment latest) {
    Segment outer = CurrentSegment.firstNotLeft(latest);
    Segment segment = open(Thread.currentThread(), base, handOff, outer);
    if (segment != null) {
      try {
        CurrentSegment.set(segment);
      } catch (Throwable e) {
        // No memory for a thread-local: nobody would find the segment to close it.
        close(segment);
        throw e;
      }
    }
    return segment;
  }

  /** Opens a segment for a thread; returns null if the profile has ended or has too many lanes. */
  @Nullable Segment open(
      Thread thread, StackBase base, @Nullable HandOff handOff, @Nullable Segment outer) {
    if (isFinished() || (handOff != null && LANES.getAndAdd(this, 1) >= MAX_LANES)) {
      return null;
    }
    long now = engine.jvm().nanoTime();
    Segment segment = new Segment(this, thread, base, handOff, outer, engine.jvm(), now);
    if (engine.readsClocksAtStart()) {
      segment.readClocks(thread);
    }
    add(segment);
    engine.opened(segment);
    return segment;
  }

  /** Adds the segment of a thread that has entered before; nobody else knows this profile yet. */
  Segment enteredBefore(Thread thread, long nanos) {
    StackBase base = StackBase.marked(0);
    Segment segment = new Segment(this, thread, base, null, null, engine.jvm(), nanos);
    segment.wasYoung = true;
    add(segment);
    return segment;
  }

  private void add(Segment segment) {
    if (!segment.isLane()) {
      if (suspended) {
        suspended = false;
      }
      ENTERED.getAndAdd(this, 1);
      startsAt(segment.startNanos);
    }
    Segment before;
    do {
      before = segments;
      segment.behind = before == null ? 0 : before.behind + 1;
      segment.nextOfProfile = before;
    } while (!SEGMENTS.compareAndSet(this, before, segment));
  }

  /** Closes the segment that the calling thread entered last. */
  void leave() {
    Segment segment = CurrentSegment.of(this);
    if (segment != null) {
      close(segment);
      CurrentSegment.restore(segment);
    }
  }

  /** As {@link #leave()}, for a thread that ends the profile right afterwards. */
  void leaveToEnd() {
    Segment segment = CurrentSegment.of(this);
    if (segment != null) {
      segment.closeUnlessShort(startNanos + engine.slowerThanNanos());
      closed(segment);
      CurrentSegment.restore(segment);
    }
  }

  /** Returns whether an end now would be neither reported nor told of nor used as a sample. */
  boolean isTooShort() {
    return lastLeftNanos - startNanos < engine.slowerThanNanos()
        && !engine.tellsOfEnds()
        && !isSampled(lastLeftNanos);
  }

  /** Decides that it is taken as a sample; returns true. */
  boolean takeAsSample() {
    sampled = true;
    return true;
  }

  /** Decides at the first call whether it is taken as a sample although it is too short. */
  boolean isSampled(long nowNanos) {
    if (sampled == null) {
      sampled = engine.samplesShortOne(nowNanos);
    }
    return sampled;
  }

  void close(Segment segment) {
    segment.close();
    closed(segment);
  }

  private void closed(Segment segment) {
    engine.closed();
    if (!segment.isLane()) {
      leftAt(segment.endNanos());
      ENTERED.getAndAdd(this, -1);
    }
  }

  private void leftAt(long nanos) {
    long before;
    do {
      before = lastLeftNanos;
      if (before - nanos >= 0) {
        return;
      }
    } while (!LAST_LEFT.compareAndSet(this, before, nanos));
  }

  /** Has its age watched although no thread works for it. */
  void suspend() {
    suspended = true;
    startsAt(engine.jvm().nanoTime());
    boolean first;
    synchronized (this) {
      first = !watched;
      watched = true;
    }
    if (first) {
      engine.suspended(this);
      noted.followers.suspended(this);
    }
  }

  private void startsAt(long nanos) {
    if (startNanos == 0) {
      START.compareAndSet(this, 0L, nanos);
    }
  }

  /** Returns whether the calling thread has a segment of this profile open. */
  boolean isEnteredHere() {
    Segment segment = CurrentSegment.of(this);
    return segment != null && segment.isOpen();
  }

  boolean isFinished() {
    return finished == 1;
  }

  /** Ends the profile and hands it to the reporter; returns false if it has ended already. */
  boolean finish() {
    if (!end()) {
      return false;
    }
    engine.finished(this);
    return true;
  }

  /** Ends the profile; returns false if it has ended already. */
  boolean end() {
    if (!FINISHED.compareAndSet(this, 0, 1)) {
      return false;
    }
    endedIn = lanes == 0 ? null : CurrentSegment.of(this);
    if (segments == null) {
      // Before the end is read: a thread may be about to enter, and must not start it after that.
      startsAt(engine.jvm().nanoTime());
    }
    // Time between the last thread's leaving and this call is our own, not an await. Segments come
    // first: a thread counts itself before its segment is there.
    boolean goesOn = segments == null || suspended || entered > 0;
    endNanos = goesOn ? engine.jvm().nanoTime() : lastLeftNanos;
    return true;
  }

  /** Ends a profile that is not worth a report, however long it took. */
  void upgraded() {
    if (end()) {
      engine.upgraded();
    }
  }

  /** Ends the profile without a report, as something of ours failed; it is counted as dropped. */
  void giveUp() {
    if (end()) {
      engine.gaveUp();
    }
  }

  /** Notes that some of it is not sampled, since sampling failed. */
  void samplingFailed() {
    samplingFailed = true;
  }

  boolean hasSamplingFailed() {
    return samplingFailed;
  }

  /** Forgets a torn tree, so that all of the time is not sampled. For the reporter only. */
  void forgetLooks() {
    samplingFailed = true;
    recorded = null;
    for (Segment s = segments; s != null; s = s.nextOfProfile) {
      s.forgetLooks();
    }
  }

  /** Ends a profile whose end has not come in time, and notes the reason. */
  void expire(String why) {
    if (end()) {
      expired = why;
      engine.expired(this);
    }
  }

  ActiveProfile.Subject subject() {
    return subject;
  }

  /** Returns the id that the report will have; made at the first call. */
  synchronized String id() {
    if (id == null) {
      id = Ids.next();
    }
    return id;
  }

  @Override
  public String get() {
    return id();
  }

  int inFlightAtMost() {
    return inFlightAtMost;
  }

  void sawInFlight(long now) {
    if (now > inFlightAtMost) {
      inFlightAtMost = (int) Math.min(now, Integer.MAX_VALUE);
    }
  }

  boolean isOnDemand() {
    return onDemand;
  }

  Budget budget() {
    return engine.budget(onDemand);
  }

  Engine engine() {
    return engine;
  }

  /** Returns the newest segment; the others follow by {@link Segment#nextOfProfile}. */
  @Nullable Segment segments() {
    return segments;
  }

  int lanesRefused() {
    return Math.max(0, lanes - MAX_LANES);
  }

  long startNanos() {
    return startNanos;
  }

  long endNanos() {
    return endNanos;
  }

  /** Returns the lane that ended the profile, if one did: on Jetty, the one that completes it. */
  @Nullable Segment endedIn() {
    return endedIn;
  }

  /** Returns the reason why it was let go before its end; null if it was not. */
  @Nullable String expired() {
    return expired;
  }

  /** Returns its recording; for sampler and reporter only. */
  Recorded recorded() {
    Recorded known = recorded;
    if (known == null) {
      known = new Recorded(engine.wantsTimeline(), engine.gcPauses());
      recorded = known;
    }
    return known;
  }

  Noted noted() {
    return noted;
  }

  EventRecorder events() {
    return noted.events(engine.callPlace());
  }

  /** Returns the memory that it holds until its report, and in it, roughly, in bytes. */
  long bytes() {
    Recorded known = recorded;
    Segment newest = segments;
    return PROFILE_BYTES
        + (newest == null ? 0 : SEGMENT_BYTES * (newest.behind + 1))
        + (known == null ? 0 : known.bytes())
        + noted.bytes();
  }
}
