package io.github.requestree.sampling.delivery;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;

/** Takes what the sampler has to tell while profiles still run. Never waits. */
public interface SamplerEvents {

  /** A thread is blocked that must not be. */
  void blocked(BlockedThread blocked);

  /**
   * A profile has not ended after a long time; this is what is known of it.
   *
   * @param bytes how much memory it holds, roughly
   * @param onDemand whether somebody waits for it
   */
  void stillRunning(Profile soFar, long bytes, boolean onDemand);

  /** Something failed while sampling. Any thread may say so. Nothing is thrown. */
  void samplingFailed(Throwable e);

  /** A minute has passed, in which something happened. */
  void minuteHasPassed();
}
