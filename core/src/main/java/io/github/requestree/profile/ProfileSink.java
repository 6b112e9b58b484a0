package io.github.requestree.profile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Receives finished profiles. All methods but those that say otherwise are called by one thread at
 * a time, never by one that serves a request. What an implementation throws is counted and kept
 * from everyone else; while it does not return, it keeps nothing from other sinks, and loses what
 * there is no room for.
 *
 * <p>A sink that wants to know more, or holds something back, also implements the interfaces below
 * that say so.
 */
@FunctionalInterface
public interface ProfileSink {

  /**
   * Takes one finished profile, or one of a request that {@linkplain Profile#stillRunning() still
   * runs}.
   */
  void accept(Profile profile);

  /**
   * Whether profiles are wanted now. While no sink is active, nothing is sampled. Called by the
   * threads that serve requests, for each request: it must be quick and thread-safe.
   */
  default boolean isActive() {
    return true;
  }

  /**
   * Whether profiles are wanted with their {@linkplain Profile#timeline() timeline}, which takes
   * memory while they run. Asked once, before the first profile.
   */
  default boolean wantsTimeline() {
    return false;
  }

  /** Hands on whatever is still held back. Called once, after the last profile. */
  default void close() {}

  /** What this sink is called where the library speaks of it. Called once, before all else. */
  default String name() {
    return getClass().getName();
  }

  /**
   * This sink as one of the interfaces below; null if it is none. A sink in front of another
   * answers with that one for what it does not do itself.
   */
  default <T> @Nullable T as(Class<T> part) {
    return part.isInstance(this) ? part.cast(this) : null;
  }

  /** Takes the news of threads that are blocked. */
  interface BlockedThreadListener {

    /** Takes the news that a thread is blocked which must not be, while it still is. */
    void blocked(BlockedThread blocked);
  }

  /** Takes note of all profiles that end. */
  interface EndListener {

    /**
     * Takes note that a profile has ended, whether or not it will be delivered: many may be too
     * short for that, or too many. Called by the thread that ended it, which serves requests, by
     * many at once: it must be quick, thread-safe, and wait for nobody.
     */
    void ended(Profile.End end);
  }

  /** Takes a summary. */
  interface SummaryListener {

    /**
     * Takes, at the very end, what all routes did since the start: profiles with {@linkplain
     * Profile#totals() totals} but without a tree, the one that took most time first.
     */
    void summary(List<Profile> routes);
  }

  /** Holds something back for a while. */
  interface Buffer {

    /**
     * Hands on what is held back and due by now. Called about once a second for as long as it
     * answers true.
     *
     * @return whether something is still held back
     */
    boolean flush();
  }

  /** Does not write all that it takes. */
  interface Lossy {

    /**
     * How many profiles it has taken and not written, by its own limits or failures. Called by any
     * thread at any time.
     */
    long notWritten();
  }
}
