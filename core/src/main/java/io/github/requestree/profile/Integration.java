package io.github.requestree.profile;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connects profiles with something else that watches the application, such as tracing. A profiler
 * finds integrations with {@link java.util.ServiceLoader}, among what its own class loader knows,
 * and keeps them until it is closed. One whose library is absent is left out. What an
 * implementation throws is counted and kept from everyone else.
 */
public interface Integration {

  /** Returns the name in the option {@code integrations}, such as {@code opentelemetry}. */
  String name();

  /**
   * Takes note that a profile begins. Called by the thread on which it does, which serves a
   * request, by many at once: it must be quick, thread-safe, and wait for nobody.
   *
   * @return who follows that profile; null if nobody does
   */
  @Nullable Follower begins();

  /**
   * Follows one profile. Each method is called by whatever thread, one after the other; all but
   * {@link #reported} may be called by threads that serve requests, so they must be quick.
   */
  interface Follower {

    /**
     * The distributed trace that the profile is part of; null if that is not known. Threads that
     * work for the profile ask it, more than once as long as they get no answer.
     */
    default Surroundings.@Nullable Trace trace() {
      return null;
    }

    /**
     * Takes note that the request goes on while no thread works for it. Its end may be told to
     * others before it is told here, and nobody knows yet whether there will be a report.
     *
     * @param id makes the profile's id, which costs some microseconds
     */
    default void suspended(Supplier<String> id) {}

    /**
     * Takes note that the profile has ended, on the thread that ended it.
     *
     * @param id the id that it will be reported with; null if it is not worth a report
     */
    default void ended(@Nullable String id) {}

    /** Takes note of what is reported, perhaps while the request still runs. */
    default void reported(Profile profile) {}
  }
}
