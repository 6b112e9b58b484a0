package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.delivery.SamplerEvents;
import io.github.requestree.sampling.pacing.SamplerCosts;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reports profiles that have not ended after a long time, and again whenever that time has doubled.
 * It reports one per tick, and only while no report is to be paid: thousands may be stuck at once.
 * <em>Not</em> thread-safe: for the sampler alone.
 */
final class StillRunning {

  /** The most profiles that wait; others are noted again at their next check. */
  private static final int MAX_DUE = 100;

  private final Jvm jvm;
  private final ThreadProbe probe;
  private final ProfileAssembler assembler;
  private final SamplerCosts costs;
  private final Counters counters;
  private final SamplerEvents news;

  /** The age at which it reports; 0 for never. */
  private final long afterNanos;

  private final Deque<ProfileState> due = new ArrayDeque<>();

  StillRunning(
      Jvm jvm,
      ThreadProbe probe,
      ProfileAssembler assembler,
      SamplerCosts costs,
      Counters counters,
      SamplerEvents news,
      long afterNanos) {
    this.jvm = jvm;
    this.probe = probe;
    this.assembler = assembler;
    this.costs = costs;
    this.counters = counters;
    this.news = news;
    this.afterNanos = afterNanos;
  }

  /** Notes a profile if it has run so long that it must be reported. */
  void noteIfDue(ProfileState profile, long now) {
    long age = now - profile.startNanos();
    if (afterNanos > 0
        && age >= Math.max(afterNanos, 2 * profile.reportedAtAgeNanos)
        && !profile.isFinished()
        && due.size() < MAX_DUE
        && !due.contains(profile)) {
      due.add(profile);
    }
  }

  /** Reports one of those that were noted. */
  void reportOne(long now) {
    while (!due.isEmpty() && due.element().isFinished()) {
      due.remove();
    }
    for (ProfileState profile : due) {
      if (profile.budget().nanosUntilReport(now) == 0) {
        due.remove(profile);
        report(profile);
        return;
      }
    }
  }

  private void report(ProfileState profile) {
    long before = profile.reportedAtAgeNanos;
    // This comes first: if it fails, it must not be tried again with each tick.
    profile.reportedAtAgeNanos = jvm.nanoTime() - profile.startNanos();
    for (Segment s = profile.segments(); s != null; s = s.nextOfProfile) {
      try {
        probe.closely(s);
      } catch (Throwable e) {
        profile.samplingFailed();
        counters.samplingFailures.increment();
        news.samplingFailed(e);
      }
    }
    Profile soFar = assembler.soFar(profile);
    if (soFar != null) {
      EndedProfile running = new EndedProfile(profile, null);
      news.stillRunning(soFar, running, profile.bytes(), profile.isOnDemand());
    } else {
      profile.reportedAtAgeNanos = before;
    }
    // A report may cost this much; a tick of this cost would be taken for an error.
    long spent = costs.apart();
    profile.budget().chargeReport(spent);
  }
}
