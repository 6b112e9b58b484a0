package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.sampling.recording.StackBase;
import java.util.List;
import java.util.OptionalLong;
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
  }

  final ProfileState state;

  ActiveProfile(Engine engine, Subject subject, long inFlight, Followers followers) {
    state = new ProfileState(engine, subject, inFlight, followers);
  }

  /**
   * Opens a segment: from now on the calling thread works for this profile. The tree shows the
   * calling method and its calls. If opening fails, for example for lack of memory, the profile
   * ends without a report and is counted as dropped.
   */
  public void enter() {
    try {
      state.openHere(StackBase.ofCaller(), null, CurrentSegment.latest());
    } catch (Throwable e) {
      state.giveUp();
    }
  }

  /**
   * As {@link #enter()}, for those of our own methods that {@code StackBase} knows by name: their
   * calls are in the tree. It saves each request the counting of its frames.
   */
  public void enterMarked() {
    try {
      Segment latest = CurrentSegment.latest();
      state.openHere(StackBase.marked(CurrentSegment.marked(latest)), null, latest);
    } catch (Throwable e) {
      state.giveUp();
    }
  }

  /** Closes the segment that the calling thread entered last; from then on nothing is sampled. */
  public void leave() {
    state.leave();
  }

  /** As {@link #leave()}, and cheaper, for a thread that ends the profile right afterwards. */
  public void leaveToEnd() {
    state.leaveToEnd();
  }

  /**
   * Returns whether the profile, if it ended now, would be neither reported nor counted nor used as
   * a sample.
   */
  public boolean isTooShort() {
    return state.isTooShort();
  }

  /** Marks that the profile goes on although no thread works for it, so that its age is watched. */
  public void suspend() {
    state.suspend();
  }

  /** Notes the reason for the end of an await, such as a timeout. Call it before the next event. */
  public void awaitEnded(String how) {
    state.noted().awaitEnded(state.engine().jvm().nanoTime(), how);
  }

  /** Returns whether the calling thread has a segment of this profile open. */
  public boolean isEnteredHere() {
    return state.isEnteredHere();
  }

  /** Returns whether the profile has ended. */
  public boolean isFinished() {
    return state.isFinished();
  }

  /**
   * Ends the profile and hands it to the reporter. Only the first call has an effect.
   *
   * @return whether this call ended it
   */
  public boolean finish() {
    return state.finish();
  }

  /**
   * Ends a profile that is not worth a report, however long it took. The sinks are told nothing of
   * it; it is counted as {@linkplain ProfilerStatistics#upgraded() upgraded}.
   */
  public void upgraded() {
    state.upgraded();
  }

  /**
   * Leaves and ends the profile and returns it; it is not delivered to the sinks.
   *
   * @throws IllegalStateException if it has ended already
   */
  public Profile stop() {
    leave();
    if (!state.end()) {
      throw new IllegalStateException("this profile has ended already");
    }
    return state.engine().stopped(state);
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
    return state.id();
  }

  /**
   * Takes the distributed trace from the calling thread, unless one was taken before. An
   * {@linkplain io.github.requestree.profile.Integration integration} is asked first, then the
   * logging context (MDC): {@code traceId} or {@code trace_id}, with {@code spanId} or {@code
   * span_id}. Only a thread that works for this profile knows it.
   */
  public void takeTrace() {
    state.noted().takeTrace();
  }

  /** Returns whether no trace is known so far. */
  public boolean knowsNoTrace() {
    return state.noted().trace(state.subject()) == null;
  }
}
