package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.sampling.recording.StackBase;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A profile while it runs: threads enter and leave it, and one of them ends it. Thread-safe.
 * Nothing here throws, blocks or waits, except that {@link #stop()} builds the profile on the
 * calling thread.
 */
public final class ActiveProfile implements AutoCloseable {

  /**
   * The subject of a profile, such as a request. It is asked once the profile has ended, and
   * earlier if the profile runs for long or keeps others waiting. Other threads than the profiled
   * ones ask, so it must be thread-safe.
   */
  @FunctionalInterface
  public interface Subject {
    /** Returns the name of the request or code that was profiled, such as {@code GET /orders}. */
    String name();

    /** Returns the HTTP request; null if it is none. */
    default Profile.@Nullable Request request() {
      return null;
    }

    /**
     * Returns the name that other profiles may show, such as {@code GET /orders/{id}}: the route of
     * a request, never its path. Null if that is not known, or not yet.
     */
    default @Nullable String route() {
      return request() == null ? name() : null;
    }

    /**
     * Returns the time that the request had waited before it reached the filter, in nanoseconds, as
     * a proxy in front of it says; empty if that is not known.
     */
    default OptionalLong queuedNanos() {
      return OptionalLong.empty();
    }

    /**
     * Returns the distributed trace that it is part of; null if that is not known. A trace of an
     * integration, or in the threads' logging context, takes precedence.
     */
    default Surroundings.@Nullable Trace trace() {
      return null;
    }

    /**
     * Returns whether it is a request that failed. The thread that ends it asks, if only failed
     * requests are delivered.
     */
    default boolean failed() {
      Profile.Request request = request();
      return request != null && request.failed();
    }

    /**
     * Returns whether a trusted person asked for the profile and waits for it. Such profiles share
     * a second budget of the same size. Other requests do not hide them, and they take nothing from
     * others. Asked once, when the profile starts.
     */
    default boolean onDemand() {
      return false;
    }

    /** Returns remarks for the reader of the report. */
    default List<String> notes() {
      return List.of();
    }

    /**
     * Returns the subject to be asked from now on, which is kept longer than its profile. Asked
     * once the profile proves to be more than one of very many; this one by default.
     */
    default Subject lasting() {
      return this;
    }
  }

  /*
   * A profile is young as long as nobody wants to know more of it than that it is there. Where
   * requests are many, most end that way: they cost two looks at a clock and no further memory.
   *
   * One reference decides. It is null before a thread enters, that thread's place in CurrentSegment
   * while it is inside, and OVER once it has ended it. Whoever needs more makes a ProfileState, with
   * an open segment if a thread is inside, and offers it by compare-and-set. So nobody waits: what
   * was made in vain is garbage. The start is written before all that.
   *
   * Samplers find young profiles in slots, one for each thread, which they scan. A profile whose
   * slot is taken by another thread is not young. What a sampler has taken in leaves its slot: a
   * scan must not meet the thousand threads that wait. Its own thread knows it by CurrentSegment.
   * The races of the module checks/stress test this.
   */
  static final int SLOTS = 512;

  /** Odd, so that ids in a row use all slots, and none in the same cache line as the next. */
  private static final int SPREAD = 21;

  private static final AtomicReferenceArray<@Nullable ActiveProfile> ALL =
      new AtomicReferenceArray<>(SLOTS);

  private static final Object OVER = new Object();
  private static final AtomicReferenceFieldUpdater<ActiveProfile, @Nullable Object> STATE =
      AtomicReferenceFieldUpdater.newUpdater(ActiveProfile.class, Object.class, "state");

  private final Engine engine;
  private final Subject subject;
  private final Followers followers;

  private short slot;

  private volatile @Nullable Object state;
  private long startNanos;

  ActiveProfile(Engine engine, Subject subject, Followers followers) {
    this.engine = engine;
    this.subject = subject;
    this.followers = followers;
    boolean onDemand = UserCode.isOnDemand(subject);
    if (onDemand || engine.slowerThanNanos() == 0 || engine.readsClocksAtStart()) {
      state = new ProfileState(engine, subject, onDemand, engine.inFlight() + 1, followers);
      engine.becameKnown(false, false);
    }
  }

  /**
   * Opens a segment: from now on the calling thread works for this profile. The tree shows the
   * calling method and its calls. If opening fails, for example for lack of memory, the profile
   * ends without a report and is counted as dropped.
   */
  public void enter() {
    try {
      state().openHere(StackBase.ofCaller(), null, CurrentSegment.latest());
    } catch (Throwable e) {
      giveUp();
    }
  }

  /**
   * As {@link #enter()}, for those of our own methods that {@code StackBase} knows by name: their
   * calls are in the tree. It saves each request the counting of its frames.
   */
  public void enterMarked() {
    try {
      Object[] place = CurrentSegment.place();
      Segment latest = CurrentSegment.latest(place);
      if (latest != null || !enterYoung(place)) {
        state().openHere(StackBase.marked(CurrentSegment.marked(latest)), null, latest);
      }
    } catch (Throwable e) {
      giveUp();
    }
  }

  /** Closes the segment that the calling thread entered last; from then on nothing is sampled. */
  public void leave() {
    state().leave();
  }

  /**
   * As {@link #leave()}, and cheaper, for a thread that ends the profile right afterwards. A
   * profile that is not worth a report may end here already.
   */
  public void leaveToEnd() {
    if (!(state instanceof Object[] place && CurrentSegment.endYoung(this, place))) {
      state().leaveToEnd();
    }
  }

  /**
   * Returns whether the profile, if it ended now, would be neither reported nor counted nor used as
   * a sample.
   */
  public boolean isTooShort() {
    return isOver() || state().isTooShort();
  }

  /** Marks that the profile goes on although no thread works for it, so that its age is watched. */
  public void suspend() {
    state().suspend();
  }

  /** Notes the reason for the end of an await, such as a timeout. Call it before the next event. */
  public void awaitEnded(String how) {
    state().noted().awaitEnded(engine.jvm().nanoTime(), how);
  }

  /** Returns whether the profile has ended. */
  public boolean isFinished() {
    return state instanceof ProfileState known ? known.isFinished() : isOver();
  }

  /**
   * Ends the profile and hands it to the reporter. Only the first call has an effect.
   *
   * @return whether this call ended it
   */
  public boolean finish() {
    return !isOver() && state().finish();
  }

  /**
   * Ends a profile that is not worth a report, however long it took. The sinks are told nothing of
   * it; it is counted as {@linkplain ProfilerStatistics#upgraded() upgraded}.
   */
  public void upgraded() {
    state().upgraded();
  }

  /**
   * Leaves and ends the profile and returns it; it is not delivered to the sinks.
   *
   * @throws IllegalStateException if it has ended already
   */
  public Profile stop() {
    leave();
    if (!state().end()) {
      throw new IllegalStateException("this profile has ended already");
    }
    return engine.stopped(state());
  }

  /** Leaves and {@linkplain #finish() finishes} it. Without effect if it has ended already. */
  @Override
  public void close() {
    leave();
    finish();
  }

  /**
   * Returns the {@linkplain Profile#id() id} that the report will have. The id is made at the first
   * call, which costs some microseconds.
   */
  public String id() {
    return state().id();
  }

  /**
   * Takes the distributed trace from the calling thread, unless one was taken before. An
   * {@linkplain io.github.requestree.profile.Integration integration} is asked first, then the
   * logging context (MDC): {@code traceId} or {@code trace_id}, with {@code spanId} or {@code
   * span_id}. Only a thread that works for this profile knows it.
   */
  public void takeTrace() {
    state().noted().takeTrace();
  }

  /** Returns whether no trace is known so far. */
  public boolean knowsNoTrace() {
    return state().noted().trace(state().subject()) == null;
  }

  /** Returns all facts; from now on it is not young. If it has ended young, they say only that. */
  ProfileState state() {
    try {
      grow();
    } catch (Throwable e) {
      giveUp();
    }
    return state instanceof ProfileState known ? known : engine.ended();
  }

  /** Has it taken in by the sampler, if it is new or young. */
  void grow() {
    for (Object before = state; before == null || before instanceof Object[]; before = state) {
      boolean young = before instanceof Object[];
      long inFlight = engine.inFlight() + (young ? 0 : 1);
      ProfileState made = new ProfileState(engine, subject, false, inFlight, followers);
      Segment segment =
          before instanceof Object[] place
              ? made.enteredBefore(CurrentSegment.thread(place), startNanos)
              : null;
      engine.becameKnown(young, false);
      if (!STATE.compareAndSet(this, before, made)) {
        engine.becameKnown(young, true);
      } else if (segment != null) {
        ALL.compareAndSet(slot, this, null);
        engine.opened(segment);
      }
    }
  }

  /** Ends it without a report, as something of ours failed; without memory if it has no state. */
  void giveUp() {
    Object before = state;
    if (before instanceof ProfileState known) {
      known.giveUp();
    } else if (before != OVER && STATE.compareAndSet(this, before, OVER)) {
      ALL.compareAndSet(slot, this, null);
      engine.becameKnown(before != null, false);
      engine.gaveUp();
    }
  }

  /** As {@link #enterYoung(Object[])}, for tests in which threads are fake. */
  boolean enterYoung(Thread entering) {
    return enterYoung(new Object[] {null, entering});
  }

  /** Has the thread of a place enter it below a frame of ours; false if it cannot stay young. */
  boolean enterYoung(Object[] place) {
    if (state != null) {
      return false;
    }
    slot = (short) ((int) CurrentSegment.thread(place).getId() * SPREAD & SLOTS - 1);
    startNanos = engine.jvm().nanoTime();
    if (!ALL.compareAndSet(slot, null, this)) {
      return false;
    }
    // Before others see it: they may empty the slot, and then another thread writes its counts.
    engine.countYoung(slot, 1);
    if (!STATE.compareAndSet(this, null, place)) {
      engine.countYoung(slot, -1);
      ALL.set(slot, null);
      return false;
    }
    place[CurrentSegment.ENTERED] = this;
    engine.enteredYoung(startNanos);
    return true;
  }

  /** Ends it if it is young, too short for a report and no sample; called by its thread. */
  boolean endYoung() {
    long now = engine.jvm().nanoTime();
    Object inside = state;
    if (!(inside instanceof Object[])
        || engine.tellsOfEnds()
        || now - startNanos >= engine.slowerThanNanos()
        || (engine.samplesShortOne(now) && state().takeAsSample())
        || !STATE.compareAndSet(this, inside, OVER)) {
      return false;
    }
    try {
      engine.countYoungEnd(slot);
    } finally {
      // Nobody else empties the slot of one that has never grown.
      ALL.setRelease(slot, null);
    }
    followers.ended(null);
    return true;
  }

  /** Returns the number of an engine's young profiles. */
  static int scan(Engine engine) {
    return scan(engine, Long.MIN_VALUE);
  }

  /**
   * Has an engine's sampler take in the young profiles that began before a time, and returns the
   * number of those that stay young.
   */
  static int scan(Engine engine, long beganBefore) {
    int count = 0;
    for (int i = 0; i < SLOTS; i++) {
      ActiveProfile young = ALL.get(i);
      if (young != null && young.engine.equals(engine) && young.state instanceof Object[]) {
        if (young.startNanos < beganBefore) {
          young.grow();
        } else {
          count++;
        }
      }
    }
    return count;
  }

  /** Returns the segment of the thread that entered it young; null if it is over. */
  @Nullable Segment firstSegment() {
    Segment first = state().segments();
    while (first != null && first.nextOfProfile != null) {
      first = first.nextOfProfile;
    }
    return first;
  }

  /** Returns whether it was young until it ended. */
  boolean isOver() {
    return state == OVER;
  }
}
