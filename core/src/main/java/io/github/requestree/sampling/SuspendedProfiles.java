package io.github.requestree.sampling;

import io.github.requestree.sampling.delivery.SamplerEvents;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watches the age of profiles that go on although no thread works for them, in the order in which
 * they were suspended: their end may never come. It is a list that is linked through them. Taking
 * one in needs no memory, so that none is lost when memory is short. <em>Not</em> thread-safe.
 */
final class SuspendedProfiles {

  static final String TOO_OLD = "its end had not come in time";
  static final String TOO_MANY = "it had waited the longest when too many profiles were alive";
  private static final String UNWATCHED = "sampling ended, so that nobody watched its age";

  private static final int MIN_PURGE = 256;
  private static final long EVERY_NANOS = 1_000_000_000;

  /**
   * The most that may be alive after a reaping, so that new requests have room until the next tick.
   */
  private static final int MAX_ALIVE_AFTER = ProfilerEngine.MAX_ALIVE / 10 * 9;

  private final Counters counters;
  private final StillRunning stillRunning;
  private final SamplerEvents news;
  private final long maxAgeNanos;
  private @Nullable ProfileState first;
  private @Nullable ProfileState last;
  private int size;
  private int purgeSize = MIN_PURGE;
  private long dueNanos;

  SuspendedProfiles(
      Counters counters, StillRunning stillRunning, SamplerEvents news, long maxAgeNanos) {
    this.counters = counters;
    this.stillRunning = stillRunning;
    this.news = news;
    this.maxAgeNanos = maxAgeNanos;
  }

  /** Takes in a list of them, linked by {@link ProfileState#nextSuspended}, the newest first. */
  void takeIn(ProfileState newest, long now) {
    ProfileState oldest = null;
    ProfileState profile = newest;
    while (profile != null) {
      ProfileState next = profile.nextSuspended;
      profile.nextSuspended = oldest;
      oldest = profile;
      size++;
      profile = next;
    }
    if (last == null) {
      dueNanos = now + EVERY_NANOS;
      first = oldest;
    } else {
      last.nextSuspended = oldest;
    }
    last = newest;
  }

  Stream<ProfileState> all() {
    return Stream.iterate(first, Objects::nonNull, profile -> profile.nextSuspended);
  }

  boolean isEmpty() {
    return first == null;
  }

  /** Returns the time of their next check. */
  long dueNanos() {
    return dueNanos;
  }

  /**
   * Forgets those that have ended, and lets go of those that are too old. While too many profiles
   * are alive it also lets go of the oldest: waiting requests must not keep running ones from being
   * profiled.
   */
  void reap(long now) {
    makeRoom();
    if (first == null || (now - dueNanos < 0 && size < purgeSize)) {
      return;
    }
    // This comes first: if it fails, it must not be tried again with each tick.
    dueNanos = now + EVERY_NANOS;
    ProfileState kept = null;
    ProfileState profile = first;
    while (profile != null) {
      ProfileState next = profile.nextSuspended;
      look(profile, now);
      if (profile.isFinished()) {
        profile.nextSuspended = null;
        size--;
        if (kept == null) {
          first = next;
        } else {
          kept.nextSuspended = next;
        }
      } else {
        kept = profile;
      }
      profile = next;
    }
    last = kept;
    purgeSize = Math.max(MIN_PURGE, 2 * size);
  }

  private void makeRoom() {
    ProfileState oldest = first;
    while (oldest != null && counters.aliveAndKnown() > MAX_ALIVE_AFTER) {
      first = oldest.nextSuspended;
      last = first == null ? null : last;
      oldest.nextSuspended = null;
      size--;
      oldest.expire(TOO_MANY);
      oldest = first;
    }
  }

  private void look(ProfileState profile, long now) {
    try {
      if (now - profile.startNanos() > maxAgeNanos) {
        profile.expire(TOO_OLD);
      }
      profile.sawInFlight(counters.aliveInTick());
      stillRunning.noteIfDue(profile, now);
    } catch (Throwable e) {
      // The others must be checked all the same.
      counters.samplingFailures.increment();
      news.samplingFailed(e);
    }
  }

  /**
   * Forgets all of them. Allocates nothing of its own.
   *
   * @param letsGo whether they end, since nothing will watch their age any more
   */
  void forgetAll(boolean letsGo) {
    forget(first, letsGo);
    first = null;
    last = null;
    size = 0;
  }

  /** As {@link #forgetAll}, for a list that was not taken in. */
  static void forget(@Nullable ProfileState newest, boolean letsGo) {
    ProfileState profile = newest;
    while (profile != null) {
      ProfileState next = profile.nextSuspended;
      // Any one of them would keep the rest in memory.
      profile.nextSuspended = null;
      if (letsGo) {
        profile.expire(UNWATCHED);
      }
      profile = next;
    }
  }
}
