package io.github.requestree.sampling;

import io.github.requestree.sampling.recording.Attribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a profile. Immutable, but making it charges them: only one thread at a time may
 * do so for one profile, which the {@link ProfileAssembler} ensures.
 *
 * @param all in the order of their starts
 * @param endNanos the end of the profile, or the time until which it is known
 */
record ChargedSegments(List<ChargedSegment> all, long endNanos) {

  private static final int SETTLE_SPINS = 100;
  private static final long SETTLE_PAUSE_NANOS = 100_000;
  private static final int SETTLE_PAUSES = 10_000;

  /** A lane that ends so soon after its request has missed nothing: it ended the request. */
  private static final long LANE_GRACE_NANOS = 5_000_000;

  /** Returns those of a profile that has ended, each charged up to its end. */
  static ChargedSegments of(ProfileState active) {
    List<ChargedSegment> all = new ArrayList<>();
    // Read once: segments that open from now on are not part of the profile.
    Segment newest = active.segments();
    for (Segment s = newest; s != null; s = s.nextOfProfile) {
      s.cut(active.endNanos());
      settle(s);
    }
    if (isTorn(newest)) {
      active.forgetLooks();
    }
    // Only now: segments of a profile share its tree, and the sampler may have been in any of them.
    for (Segment s = newest; s != null; s = s.nextOfProfile) {
      all.add(charged(s, active, active.endNanos()));
    }
    return sorted(all, active.endNanos());
  }

  /** Returns those of a profile that still runs; open segments stay open. For the sampler alone. */
  static ChargedSegments soFar(ProfileState active, Jvm jvm) {
    List<Segment> ended = new ArrayList<>();
    List<Segment> open = new ArrayList<>();
    for (Segment s = active.segments(); s != null; s = s.nextOfProfile) {
      (s.isOpen() ? open : ended).add(s);
    }
    ended.forEach(ChargedSegments::settle);
    // Only now: it must not be before the end of any that is charged up to its end.
    long now = jvm.nanoTime();
    List<ChargedSegment> all = new ArrayList<>();
    ended.forEach(segment -> all.add(charged(segment, active, now)));
    open.forEach(segment -> all.add(stillOpen(segment, now)));
    return sorted(all, now);
  }

  /**
   * Returns whether a failure has interrupted a change of one of these, so that times may not add
   * up.
   */
  static boolean isTorn(@Nullable Segment newest) {
    for (Segment s = newest; s != null; s = s.nextOfProfile) {
      if (s.isTorn()) {
        return true;
      }
    }
    return false;
  }

  private static ChargedSegments sorted(List<ChargedSegment> all, long endNanos) {
    all.sort(Comparator.comparingLong(ChargedSegment::startNanos));
    return new ChargedSegments(all, endNanos);
  }

  private static ChargedSegment stillOpen(Segment segment, long now) {
    Attribution attribution = segment.attribution;
    long known = attribution == null ? segment.startNanos : attribution.lookNanos();
    return new ChargedSegment(segment, now, true, now - known);
  }

  /** Gives a lane that has ended the request the time to return from that call. */
  static void awaitReturning(@Nullable Segment newest) {
    long pauses = LANE_GRACE_NANOS / SETTLE_PAUSE_NANOS;
    for (Segment s = newest; s != null; s = s.nextOfProfile) {
      for (; s.isOpen() && pauses > 0; pauses--) {
        LockSupport.parkNanos(SETTLE_PAUSE_NANOS);
      }
    }
  }

  /** Waits for an owner or sampler in the middle of its few instructions. */
  private static void settle(Segment segment) {
    for (int i = 0; !segment.isSettled(); i++) {
      if (i > SETTLE_SPINS + SETTLE_PAUSES) {
        throw new IllegalStateException("a segment has not settled");
      } else if (i > SETTLE_SPINS) {
        LockSupport.parkNanos(SETTLE_PAUSE_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  /** Charges a segment that has ended up to its end, unless that was done before. */
  private static ChargedSegment charged(
      Segment segment, ProfileState active, long profileEndNanos) {
    if (segment.attribution == null && !segment.charged && segment.hasEvents()) {
      // Nobody looked, so nothing is known of what lies beside its events.
      segment.attribute(0, 0, null);
    }
    Attribution attribution = segment.attribution;
    boolean late = segment.endNanos() > profileEndNanos || segment.wasCut();
    boolean cut =
        segment != active.endedIn()
            && (segment.wasCut() || segment.endNanos() - profileEndNanos > LANE_GRACE_NANOS);
    long end = Math.min(segment.endNanos(), profileEndNanos);
    if (attribution == null) {
      end = Math.max(end, segment.startNanos);
      long nanos = end - segment.startNanos;
      long cpuNanos = Math.max(0, segment.clocks.cpuNanos());
      if (!segment.charged) {
        segment.root().chargeNotSampled(nanos, late ? Math.min(nanos, cpuNanos) : cpuNanos);
      }
    } else {
      // A lane may have been checked between the request's last leaving and its end.
      end = Math.max(end, attribution.lookNanos());
      if (!segment.charged) {
        attribution.end(end, segment.clocks.lastCpuNanos(), late);
      }
    }
    if (!segment.charged) {
      segment.root().lost(segment.lostWeightNanos());
      segment.charged = true;
    }
    return new ChargedSegment(segment, end, cut, 0);
  }
}
