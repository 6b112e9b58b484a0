package io.github.requestree.sampling.delivery;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;

/** Takes the sampler's news while profiles still run. Never waits. */
public interface SamplerEvents {

  /** Takes the news that a thread which must never block is blocked. */
  void blocked(BlockedThread blocked);

  /**
   * Takes a profile that has not ended after a long time, as far as it is known.
   *
   * @param bytes the memory that it holds, roughly
   * @param onDemand whether somebody waits for it
   */
  void stillRunning(Profile soFar, Ended running, long bytes, boolean onDemand);

  /** Takes a failure of sampling. Any thread may call it. Nothing is thrown. */
  void samplingFailed(Throwable e);

  /** Takes note that a minute has passed in which something happened. */
  void minuteHasPassed();
}
