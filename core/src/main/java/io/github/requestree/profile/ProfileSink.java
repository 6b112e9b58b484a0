package io.github.requestree.profile;

import java.util.List;

/**
 * Receives finished profiles. All methods but {@link #isActive()} and {@link #ended} are called by
 * one thread at a time, the reporter's, never by a thread that serves a request. What an
 * implementation throws is counted and kept from everyone else.
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
}
