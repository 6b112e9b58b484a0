package io.github.requestree.sampling;

import io.github.requestree.internal.Ids;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.recording.RecordedNode;
import io.github.requestree.sampling.recording.RecordedTimeline;
import io.github.requestree.sampling.recording.StackBase;
import io.github.requestree.sampling.recording.TreeSize;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A profile while it runs. Thread-safe; nothing here throws, blocks or waits, but {@link #stop()}
 * builds the profile on the calling thread.
 */
public final class ActiveProfile implements AutoCloseable {

  /**
   * What is being profiled. Asked once the profile has ended, and before if it still runs after a
   * long time or keeps others waiting; by other threads than those that it runs on, so it must be
   * thread-safe.
   */
  @FunctionalInterface
  public interface Subject {
    /** What was profiled, such as {@code GET /orders}. */
    String name();

    /** The HTTP request, if it is one. */
    default Profile.@Nullable Request request() {
      return null;
    }

    /**
     * What others may know of it, such as {@code GET /orders/{id}}: the route of a request, never
     * its path; null if that is not known, or not yet.
     */
    default @Nullable String route() {
      return request() == null ? name() : null;
    }

    /**
     * How long the request had waited before the filter saw it, in nanoseconds, by what a proxy in
     * front of it says; empty if that is not known.
     */
    default OptionalLong queuedNanos() {
      return OptionalLong.empty();
    }

    /**
     * The distributed trace that it is part of; null if that is not known. What the threads'
     * logging context says comes first.
     */
    default Profile.@Nullable Trace trace() {
      return null;
    }

    /**
     * Whether it is a request that failed. Asked by the thread that ends it, where only failed ones
     * are delivered.
     */
    default boolean failed() {
      Profile.Request request = request();
      return request != null && request.failed();
    }

    /**
     * Whether somebody waits for the profile who may be trusted to have asked for it. What such
     * ones cost is paid by a budget of their own, of the same size, which they share: others do not
     * hide them, and they take nothing from others. Asked once, when the profile starts.
     */
    default boolean onDemand() {
      return false;
    }

    /** What the reader of the report must know. */
    default List<String> notes() {
      return List.of();
    }
  }

  /** How an await ended, if by something else than the next segment or the end. */
  record AwaitReason(long nanos, String how) {}

  static final String TOO_OLD = "its end had not come in time";
  static final String TOO_MANY = "it had waited the longest when too many profiles were alive";
  static final String UNWATCHED = "sampling ended, so that nobody watched its age";

  private static final int MAX_LANES = 200;
  private static final long PROFILE_BYTES = 2_000;

  /** With what is known of it, such as the stack that was seen last. */
  private static final long SEGMENT_BYTES = 4_000;

  private static final long NODE_BYTES = 400;
  private static final long RUN_BYTES = 200;
  private static final int MAX_AWAIT_ENDS = 16;
  private static final int MAX_TRACE_LOOKS = 3;

  private static final VarHandle SEGMENTS;
  private static final VarHandle EVENTS;
  private static final VarHandle LANES;
  private static final VarHandle ENTERED;
  private static final VarHandle FINISHED;
  private static final VarHandle START;
  private static final VarHandle LAST_LEFT;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      SEGMENTS = lookup.findVarHandle(ActiveProfile.class, "segments", Segment.class);
      EVENTS = lookup.findVarHandle(ActiveProfile.class, "events", EventRecorder.class);
      LANES = lookup.findVarHandle(ActiveProfile.class, "lanes", int.class);
      ENTERED = lookup.findVarHandle(ActiveProfile.class, "entered", int.class);
      START = lookup.findVarHandle(ActiveProfile.class, "startNanos", long.class);
      LAST_LEFT = lookup.findVarHandle(ActiveProfile.class, "lastLeftNanos", long.class);
      FINISHED = lookup.findVarHandle(ActiveProfile.class, "finished", boolean.class);
      // An end may come when an application's class loader loads nothing any more.
      lookup.ensureInitialized(AwaitReason.class);
      lookup.ensureInitialized(Profile.End.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Profiler profiler;
  private final Subject subject;
  private final boolean onDemand;
  private final int inFlightAtStart;

  /** The next in the sampler's list of suspended profiles. */
  @Nullable ActiveProfile nextSuspended;

  private volatile @Nullable Segment segments;
  private volatile int lanes;
  private volatile int entered;
  private volatile boolean finished;
  private volatile boolean suspended;
  private volatile long startNanos;
  private volatile long lastLeftNanos;
  private volatile long endNanos;
  private volatile @Nullable String letGo;
  private volatile boolean samplingFailed;
  private volatile @Nullable Segment endedIn;
  private volatile @Nullable EventRecorder events;
  private boolean watched;
  private volatile boolean unfollowed;

  /** Whether it is taken although it is too short; for the thread that ends it. */
  private boolean chosen;

  private boolean sampleDecided;

  /** The most in flight that the sampler saw; for it, and for who assembles the profile. */
  private int inFlightAtMost;

  /** How old it was when it was reported last while it still ran; for the sampler alone. */
  long reportedAtAgeNanos;

  private @Nullable String id;

  /** What the logging context said of a distributed trace, and how often it was asked. */
  private volatile Profile.@Nullable Trace loggedTrace;

  private int traceLooks;

  private @Nullable RecordedNode root;
  private @Nullable TreeSize treeSize;
  private @Nullable RecordedTimeline timeline;
  private @Nullable Map<Segment, RecordedNode> lanePlaces;
  private @Nullable List<AwaitReason> awaitReasons;

  ActiveProfile(Profiler profiler, Subject subject, long inFlight) {
    this.profiler = profiler;
    this.subject = subject;
    onDemand = UserCode.isOnDemand(subject);
    inFlightAtStart = (int) Math.min(inFlight, Integer.MAX_VALUE);
    inFlightAtMost = inFlightAtStart;
  }

  /**
   * Opens a segment: from now on the calling thread works for this profile. What the calling method
   * does, and what it calls, is in the tree. If that fails, as for want of memory, the profile
   * {@linkplain #giveUp() ends}.
   */
  public void enter() {
    try {
      openHere(StackBase.ofCaller(), null, CurrentSegment.latest());
    } catch (Throwable e) {
      giveUp();
    }
  }

  /**
   * As {@link #enter()}, for those of our own methods that {@link StackBase} knows by name: what
   * they call is in the tree. It saves each request the counting of its frames.
   */
  public void enterMarked() {
    try {
      Segment latest = CurrentSegment.latest();
      openHere(StackBase.marked(CurrentSegment.marked(latest)), null, latest);
    } catch (Throwable e) {
      giveUp();
    }
  }

  /** Opens a segment on the calling thread; null if there is to be none, as for {@link #open}. */
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

  /** Opens a segment for a thread; null if the profile has ended or has too many lanes. */
  @Nullable Segment open(
      Thread thread, StackBase base, @Nullable HandOff handOff, @Nullable Segment outer) {
    if (finished || (handOff != null && (int) LANES.getAndAdd(this, 1) >= MAX_LANES)) {
      return null;
    }
    Segment segment =
        new Segment(
            this, thread, base, handOff, outer, profiler.jvm(), profiler.readsClocksAtStart());
    if (handOff == null) {
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
    profiler.opened(segment);
    return segment;
  }

  /** Closes the segment that the calling thread entered last; nothing is sampled from then on. */
  public void leave() {
    Segment segment = CurrentSegment.of(this);
    if (segment != null) {
      close(segment);
      CurrentSegment.restore(segment);
    }
  }

  /** As {@link #leave()}, and cheaper, for a thread that ends the profile right afterwards. */
  public void leaveToEnd() {
    Segment segment = CurrentSegment.of(this);
    if (segment != null) {
      segment.closeUnlessShort(startNanos + profiler.slowerThanNanos());
      closed(segment);
      CurrentSegment.restore(segment);
    }
  }

  /**
   * Whether nobody would ask what it was if it ended when it was left last: it is too short to be
   * reported, is not counted, and does not stand for others of its kind.
   */
  public boolean isTooShort() {
    return lastLeftNanos - startNanos < profiler.slowerThanNanos()
        && !profiler.tellsOfEnds()
        && !isSampled(lastLeftNanos);
  }

  /** Whether it is taken although it is too short; decided when this is asked first. */
  boolean isSampled(long nowNanos) {
    if (!sampleDecided) {
      sampleDecided = true;
      chosen = profiler.samplesShortOne(nowNanos);
    }
    return chosen;
  }

  void close(Segment segment) {
    segment.close();
    closed(segment);
  }

  private void closed(Segment segment) {
    profiler.closed();
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

  /** Says that the profile goes on although no thread works for it, so that its age is watched. */
  public void suspend() {
    suspended = true;
    startsAt(profiler.jvm().nanoTime());
    boolean first;
    synchronized (this) {
      first = !watched;
      watched = true;
    }
    if (first) {
      profiler.suspended(this);
    }
  }

  /**
   * Whatever comes first says when it starts: a segment, which saves a clock, or what it is for.
   */
  private void startsAt(long nanos) {
    if (startNanos == 0) {
      START.compareAndSet(this, 0L, nanos);
    }
  }

  /** Says how an await ended, such as by a timeout, before whatever comes next. */
  public void awaitEnded(String how) {
    long now = profiler.jvm().nanoTime();
    synchronized (this) {
      try {
        if (awaitReasons == null) {
          awaitReasons = new ArrayList<>(1);
        }
        if (awaitReasons.size() < MAX_AWAIT_ENDS) {
          awaitReasons.add(new AwaitReason(now, how));
        }
      } catch (Throwable e) {
        // No memory for it: then the report does not say how the await ended.
      }
    }
  }

  /** Whether the calling thread has a segment of this profile open. */
  public boolean isEnteredHere() {
    Segment segment = CurrentSegment.of(this);
    return segment != null && segment.isOpen();
  }

  /** Whether the profile has ended. */
  public boolean isFinished() {
    return finished;
  }

  /**
   * Ends the profile and hands it to the reporter. Only the first call has an effect.
   *
   * @return whether this call ended it
   */
  public boolean finish() {
    if (!end()) {
      return false;
    }
    profiler.finished(this);
    return true;
  }

  private boolean end() {
    if (!FINISHED.compareAndSet(this, false, true)) {
      return false;
    }
    endedIn = lanes == 0 ? null : CurrentSegment.of(this);
    if (segments == null) {
      // Before the end is read: a thread may be about to enter, and must not start it after that.
      startsAt(profiler.jvm().nanoTime());
    }
    // What comes between the last thread's leaving and this call is our own time, not an await.
    // Segments first: a thread counts itself before its segment is there.
    boolean goesOn = segments == null || suspended || entered > 0;
    endNanos = goesOn ? profiler.jvm().nanoTime() : lastLeftNanos;
    return true;
  }

  /**
   * Ends a profile that is not worth a report, whatever it took: the sinks are told nothing of it,
   * and it is counted as {@linkplain ProfilerStatistics#upgraded() upgraded}.
   */
  public void upgraded() {
    if (end()) {
      profiler.upgraded();
    }
  }

  /**
   * Ends the profile without a report, since something of ours failed in the middle of it; it is
   * counted as dropped. Without effect if it has ended already.
   */
  public void giveUp() {
    if (end()) {
      profiler.gaveUp();
    }
  }

  /** Notes that some of it is not sampled, since sampling failed. */
  void samplingFailed() {
    samplingFailed = true;
  }

  boolean hasSamplingFailed() {
    return samplingFailed;
  }

  /** Whether a failure has cut off a change of its tree, so that times may not add up. */
  boolean isTorn() {
    for (Segment s = segments; s != null; s = s.nextOfProfile) {
      if (s.isTorn()) {
        return true;
      }
    }
    return false;
  }

  /** Forgets a torn tree, so that all of the time is not sampled. For the reporter only. */
  void forgetLooks() {
    samplingFailed = true;
    root = null;
    treeSize = null;
    timeline = null;
    lanePlaces = null;
    for (Segment s = segments; s != null; s = s.nextOfProfile) {
      s.forgetLooks();
    }
  }

  /** Ends a profile whose end has not come in time, and notes why that is not awaited. */
  void letGo(String why) {
    if (end()) {
      letGo = why;
      profiler.counters().letGo.increment();
      profiler.finished(this);
    }
  }

  /**
   * Leaves and ends the profile and returns it; it is not delivered to the sinks.
   *
   * @throws IllegalStateException if it has ended already
   */
  public Profile stop() {
    leave();
    if (!end()) {
      throw new IllegalStateException("this profile has ended already");
    }
    return profiler.stopped(this);
  }

  /** Leaves and {@linkplain #finish() finishes} it. Without effect if it has ended already. */
  @Override
  public void close() {
    leave();
    finish();
  }

  Subject subject() {
    return subject;
  }

  /**
   * The {@linkplain Profile#id() id} that it will be reported with. Made when it is asked for
   * first, which costs some microseconds.
   */
  public synchronized String id() {
    if (id == null) {
      id = Ids.next();
    }
    return id;
  }

  /**
   * Takes the distributed trace from the calling thread's logging context (MDC), if it has one and
   * none was taken before: {@code traceId} or {@code trace_id}, with {@code spanId} or {@code
   * span_id}. Only a thread that works for this profile knows it.
   */
  public void takeTrace() {
    if (loggedTrace == null) {
      loggedTrace = LoggedTrace.read();
    }
  }

  /** Whether neither the logging context nor the subject has told a trace so far. */
  public boolean knowsNoTrace() {
    return trace() == null;
  }

  /** As {@link #takeTrace}, for where it would be asked too often. */
  void takeTraceSeldom() {
    if (loggedTrace == null && traceLooks < MAX_TRACE_LOOKS) {
      traceLooks++;
      takeTrace();
    }
  }

  /** The distributed trace: what the application logs comes before what the subject knows. */
  Profile.@Nullable Trace trace() {
    Profile.Trace logged = loggedTrace;
    return logged == null ? subject.trace() : logged;
  }

  /** How many profiles were in flight when it started, itself included. */
  int inFlightAtStart() {
    return inFlightAtStart;
  }

  /** The most that were in flight whenever the sampler looked. */
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

  /** What pays for profiling it. */
  Budget budget() {
    return onDemand ? profiler.onDemandBudget() : profiler.budget();
  }

  Profiler profiler() {
    return profiler;
  }

  /** The newest segment; the others follow by {@link Segment#nextOfProfile}. */
  @Nullable Segment segments() {
    return segments;
  }

  int lanesRefused() {
    return Math.max(0, lanes - MAX_LANES);
  }

  /** Says that a task of it was handed over as it is, so that what it does is not seen. */
  void handsOverUnfollowed() {
    unfollowed = true;
  }

  boolean hasUnfollowed() {
    return unfollowed;
  }

  long startNanos() {
    return startNanos;
  }

  long endNanos() {
    return endNanos;
  }

  /** The lane that ended the profile, if one did: on Jetty, the one that completes the request. */
  @Nullable Segment endedIn() {
    return endedIn;
  }

  /** Why its end was not awaited; null if it was. */
  @Nullable String letGo() {
    return letGo;
  }

  /** The tree that grows; for sampler and reporter only. */
  RecordedNode root() {
    if (root == null) {
      root = RecordedNode.root();
    }
    return root;
  }

  /** What is noted for it; made when it is asked for first. */
  EventRecorder events() {
    EventRecorder known = events;
    if (known == null) {
      EVENTS.compareAndSet(this, null, new EventRecorder(profiler.callPlace()));
      known = Objects.requireNonNull(events);
    }
    return known;
  }

  /** Notes that one could not be noted. Nothing is thrown. */
  void eventLost() {
    try {
      events().lost();
    } catch (Throwable e) {
      // Not even the count of what is lost has a place.
    }
  }

  /** What was noted so far. */
  List<Profile.Event> eventList() {
    EventRecorder known = events;
    return known == null ? List.of() : known.toList();
  }

  /** How many notes have lost their attributes. */
  long eventsWithoutAttributes() {
    EventRecorder known = events;
    return known == null ? 0 : known.withoutAttributes();
  }

  /** How many notes failed. */
  long eventsLost() {
    EventRecorder known = events;
    return known == null ? 0 : known.lostCount();
  }

  /**
   * How much memory it holds while it waits to be reported, and as a {@link Profile} afterwards:
   * roughly, in bytes. Any thread may ask once it has ended.
   */
  long bytes() {
    TreeSize size = treeSize;
    RecordedTimeline order = timeline;
    EventRecorder noted = events;
    Segment newest = segments;
    return PROFILE_BYTES
        + (newest == null ? 0 : SEGMENT_BYTES * (newest.behind + 1))
        + (size == null ? 0 : NODE_BYTES * size.nodes())
        + (order == null ? 0 : RUN_BYTES * order.runs())
        + (noted == null ? 0 : noted.bytes());
  }

  /** The timeline that grows; null if nobody wants it. For sampler and reporter only. */
  @Nullable RecordedTimeline timeline() {
    if (timeline == null && profiler.wantsTimeline()) {
      timeline = new RecordedTimeline();
    }
    return timeline;
  }

  /** The nodes in which its lanes were handed off; for who assembles it only. */
  Map<Segment, RecordedNode> lanePlaces() {
    if (lanePlaces == null) {
      lanePlaces = new HashMap<>();
    }
    return lanePlaces;
  }

  /** How large the trees of this profile are; for sampler and reporter only. */
  TreeSize treeSize() {
    if (treeSize == null) {
      treeSize = new TreeSize();
    }
    return treeSize;
  }

  synchronized List<AwaitReason> awaitReasons() {
    return awaitReasons == null ? List.of() : List.copyOf(awaitReasons);
  }
}
