package io.github.requestree.benchmarks.overhead.server;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the reports of slow requests, and those that say enough. What is slow here sleeps all the
 * time, so each check after the first stack proves its wait. Thread-safe.
 */
final class SlowReports implements ProfileSink {

  /** The duration from which on requests are reported. */
  static final Duration SLOW = Duration.ofMillis(100);

  private static final int ENOUGH = 3;

  private final AtomicLong all = new AtomicLong();
  private final AtomicLong seen = new AtomicLong();

  @Override
  public void accept(Profile profile) {
    Profile.Sampling sampling = profile.sampling();
    if (sampling.walks() > 0 && sampling.polls() >= ENOUGH) {
      seen.incrementAndGet();
    }
    all.incrementAndGet();
  }

  long all() {
    return all.get();
  }

  /** Returns the number of those with at least three stacks or proven waits. */
  long seen() {
    return seen.get();
  }
}
