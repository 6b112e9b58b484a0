package io.github.requestree.profile;

import java.util.List;

/**
 * Receives finished profiles. All methods but those that say otherwise are called by one thread at
 * a time, never by one that serves a request. What an implementation throws is counted and kept
 * from everyone else; while it does not return, it keeps nothing from other sinks, and loses what
 * there is no room for.
 */
@FunctionalInterface
public interface ProfileSink {

  /**
   * Takes one finished profile, or one of a request that {@linkplain Profile#stillRunning() still
   * runs}.
   */
  void accept(Profile profile);

  /** Takes the news that a thread is blocked which must not be, while it still is. */
  default void blocked(BlockedThread blocked) {}

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

  /** Whether {@link #ended} is to be called. Asked once, before the first profile. */
  default boolean wantsEnds() {
    return false;
  }

  /**
   * Takes note that a profile has ended, whether or not it will be delivered: many may be too short
   * for that, or too many. Called by the thread that ended it, which serves requests, by many at
   * once: it must be quick, thread-safe, and wait for nobody.
   */
  default void ended(Profile.End end) {}

  /**
   * Takes, at the very end, what all routes did since the start: profiles with {@linkplain
   * Profile#totals() totals} but without a tree, the one that took most time first.
   */
  default void summary(List<Profile> routes) {}

  /**
   * Hands on what this sink holds back and what is due by now. Called about once a second for as
   * long as it answers true.
   *
   * @return whether something is still held back
   */
  default boolean flush() {
    return false;
  }

  /** Hands on whatever is still held back. Called once, after the last profile. */
  default void close() {}

  /**
   * How many profiles it has taken and not written, by its own limits or failures. Called by any
   * thread at any time.
   */
  default long notWritten() {
    return 0;
  }

  /** What this sink is called where the library speaks of it. Called once, before all else. */
  default String name() {
    return getClass().getName();
  }
}
