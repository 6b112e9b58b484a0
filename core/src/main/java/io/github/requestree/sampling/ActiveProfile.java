package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.sampling.recording.StackBase;
import java.util.List;
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
    default Surroundings.@Nullable Trace trace() {
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

  final ProfileState state;

  ActiveProfile(Engine engine, Subject subject, long inFlight) {
    state = new ProfileState(engine, subject, inFlight);
  }

  /**
   * Opens a segment: from now on the calling thread works for this profile. What the calling method
   * does, and what it calls, is in the tree. If that fails, as for want of memory, the profile ends
   * without a report and is counted as dropped.
   */
  public void enter() {
    try {
      state.openHere(StackBase.ofCaller(), null, CurrentSegment.latest());
    } catch (Throwable e) {
      state.giveUp();
    }
  }

  /**
   * As {@link #enter()}, for those of our own methods that {@code StackBase} knows by name: what
   * they call is in the tree. It saves each request the counting of its frames.
   */
  public void enterMarked() {
    try {
      Segment latest = CurrentSegment.latest();
      state.openHere(StackBase.marked(CurrentSegment.marked(latest)), null, latest);
    } catch (Throwable e) {
      state.giveUp();
    }
  }

  /** Closes the segment that the calling thread entered last; nothing is sampled from then on. */
  public void leave() {
    state.leave();
  }

  /** As {@link #leave()}, and cheaper, for a thread that ends the profile right afterwards. */
  public void leaveToEnd() {
    state.leaveToEnd();
  }

  /**
   * Whether the profile, if it ended when it was left last, would be neither reported nor counted
   * nor used as a sample.
   */
  public boolean isTooShort() {
    return state.isTooShort();
  }

  /** Says that the profile goes on although no thread works for it, so that its age is watched. */
  public void suspend() {
    state.suspend();
  }

  /** Says how an await ended, such as by a timeout, before whatever comes next. */
  public void awaitEnded(String how) {
    state.noted().awaitEnded(state.engine().jvm().nanoTime(), how);
  }

  /** Whether the calling thread has a segment of this profile open. */
  public boolean isEnteredHere() {
    return state.isEnteredHere();
  }

  /** Whether the profile has ended. */
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
   * Ends a profile that is not worth a report, whatever it took: the sinks are told nothing of it,
   * and it is counted as {@linkplain ProfilerStatistics#upgraded() upgraded}.
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
   * The {@linkplain Profile#id() id} that it will be reported with. Made when it is asked for
   * first, which costs some microseconds.
   */
  public String id() {
    return state.id();
  }

  /**
   * Takes the distributed trace from the calling thread's logging context (MDC), if it has one and
   * none was taken before: {@code traceId} or {@code trace_id}, with {@code spanId} or {@code
   * span_id}. Only a thread that works for this profile knows it.
   */
  public void takeTrace() {
    state.noted().takeTrace();
  }

  /** Whether neither the logging context nor the subject has told a trace so far. */
  public boolean knowsNoTrace() {
    return state.noted().trace(state.subject()) == null;
  }
}
