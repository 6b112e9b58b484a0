package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.pacing.Budget;

/** What a profile needs of the profiler that it belongs to. Thread-safe. */
interface Engine {

  Jvm jvm();

  CallPlace callPlace();

  NotFollowed notFollowed();

  /** What pays for a profile. */
  Budget budget(boolean onDemand);

  /** Whether profiles get a timeline. */
  boolean wantsTimeline();

  /**
   * Whether a segment that opens now reads its thread's clocks. Where most profiles will not be
   * reported and reading them for each costs too much, they are read when it is looked at first.
   */
  boolean readsClocksAtStart();

  /** From which duration on a profile is reported. */
  long slowerThanNanos();

  /** Whether sinks are told of each profile that ends, however short. */
  boolean tellsOfEnds();

  /** Whether a profile that ends now stands for others of its kind, though it is too short. */
  boolean samplesShortOne(long nowNanos);

  /** A segment has opened. Nothing is thrown. */
  void opened(Segment segment);

  /** A segment has closed. */
  void closed();

  /** A profile goes on although no thread works for it. */
  void suspended(ProfileState profile);

  /** A profile has ended and is to be reported if it is worth that. */
  void finished(ProfileState profile);

  /** The same, for one whose end was not awaited. */
  void expired(ProfileState profile);

  /** A profile has ended that is not worth a report. */
  void upgraded();

  /** A profile has ended and is lost. */
  void gaveUp();

  /** Makes the profile of one that has ended. */
  Profile assemble(ProfileState profile);

  /** Makes the profile of one that has ended and is not to be delivered. */
  Profile stopped(ProfileState profile);
}
