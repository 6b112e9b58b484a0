package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.pacing.Budget;

/** The part of a profiler that its profiles need. Thread-safe. */
interface Engine {

  Jvm jvm();

  CallPlace callPlace();

  NotFollowed notFollowed();

  /** Returns the budget that pays for a profile. */
  Budget budget(boolean onDemand);

  /** Returns the pauses of the garbage collector. */
  GcPauses gcPauses();

  /** Returns whether profiles get a timeline. */
  boolean wantsTimeline();

  /**
   * Returns whether a segment that opens now reads its thread's clocks. If most profiles will not
   * be reported and reading costs too much, the sampler reads them at its first check.
   */
  boolean readsClocksAtStart();

  /** Returns the number of profiles that have begun and not ended. */
  long inFlight();

  /**
   * Takes note that a profile has all its facts from now on.
   *
   * @param wasYoung whether it has grown, and not just started
   * @param isNot takes the same note back: another thread was first
   */
  void becameKnown(boolean wasYoung, boolean isNot);

  /**
   * Counts a profile that starts young, for the thread that holds its slot.
   *
   * @param difference 1, or -1 for one that has not stayed young
   */
  void countYoung(int slot, int difference);

  /** Counts one that ends young, for the thread that holds its slot. */
  void countYoungEnd(int slot);

  /** Takes note that a young profile has come, for which the sampler scans. */
  void enteredYoung(long nanos);

  /** Returns the state of a profile of which nothing is known but that it has ended. */
  ProfileState ended();

  /** Returns the duration from which on a profile is reported, in nanoseconds. */
  long slowerThanNanos();

  /** Returns whether sinks are told of each profile that ends, however short. */
  boolean tellsOfEnds();

  /**
   * Returns whether a profile that ends now stands for others of its kind, though it is too short.
   */
  boolean samplesShortOne(long nowNanos);

  /** Takes note that a segment has opened. Nothing is thrown. */
  void opened(Segment segment);

  /** Takes note that a segment has closed. */
  void closed();

  /** Takes note that a profile goes on although no thread works for it. */
  void suspended(ProfileState profile);

  /** Takes a profile that has ended and is to be reported if it is worth that. */
  void finished(ProfileState profile);

  /** Takes a profile that was let go before its end. */
  void expired(ProfileState profile);

  /** Takes note that a profile has ended that is not worth a report. */
  void upgraded();

  /** Takes note that a profile has ended and is lost. */
  void gaveUp();

  /** Makes the finished profile. */
  Profile assemble(ProfileState profile);

  /** Makes the finished profile of one that is not to be delivered. */
  Profile stopped(ProfileState profile);
}
