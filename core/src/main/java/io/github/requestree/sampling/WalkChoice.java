package io.github.requestree.sampling;

import io.github.requestree.sampling.recording.Attribution;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Who is walked when not all can be. Half of the walks go by chance, so that the totals of routes
 * stay unbiased, and half to the segments with the most unattributed time, so that the slow request
 * gets its stack. That of a segment which nobody has seen yet counts several times. Where there is
 * one walk, chance decides which half it is of. <em>Not</em> thread-safe.
 */
final class WalkChoice {

  /** How many times its own a walk may stand for what others missed. */
  private static final int MOST_CARRIED = 15;

  private static final int UNSEEN_TIMES = 8;

  private final RandomGenerator random;
  private int byChance;
  private int chosen;
  private int candidates;
  private double missed;
  private double factor;

  WalkChoice(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Moves the chosen segments to the front of the list, those chosen by chance first. Where none
   * can be walked at all, what they stood for is added to what the next ones chosen by chance stand
   * for: otherwise times in which tokens are short would count too little.
   */
  void choose(List<Segment> segments, long affordable, long now) {
    candidates = segments.size();
    chosen = (int) Math.min(candidates, affordable);
    byChance = chosen == candidates ? chosen : (chosen + random.nextInt(2)) / 2;
    double standFor = 0;
    for (Segment segment : segments) {
      standFor += segment.standsForNanos;
    }
    if (chosen == candidates && chosen > 0) {
      factor = 1 + carriedFor(standFor);
      return;
    }
    if (chosen == 0) {
      missed += standFor;
    }
    factor =
        byChance == 0
            ? 0
            : 2.0 * candidates / chosen + carriedFor(standFor) * candidates / byChance;
    for (int i = 0; i < byChance; i++) {
      Collections.swap(segments, i, i + random.nextInt(candidates - i));
    }
    for (int i = byChance; i < chosen; i++) {
      Collections.swap(segments, i, leastKnown(segments, i, now));
    }
  }

  /** What was missed and is made up for now, as a part of what the candidates stand for. */
  private double carriedFor(double standFor) {
    double carried = Math.min(missed, MOST_CARRIED * standFor);
    missed = 0;
    return standFor == 0 ? 0 : carried / standFor;
  }

  private static int leastKnown(List<Segment> segments, int from, long now) {
    int best = from;
    for (int i = from; i < segments.size(); i++) {
      if (unattributedNanos(segments.get(i), now) > unattributedNanos(segments.get(best), now)) {
        best = i;
      }
    }
    return best;
  }

  private static long unattributedNanos(Segment segment, long now) {
    Attribution attribution = segment.attribution;
    return attribution == null
        ? UNSEEN_TIMES * (now - segment.startNanos)
        : attribution.unattributedNanos(now);
  }

  int chosen() {
    return chosen;
  }

  /**
   * The time that a walk stands for: the inverse of its chance. One that was no matter of chance
   * stands for none.
   *
   * @param index where the segment is in the list
   * @param gapNanos the mean gap after which the segment was a candidate
   */
  long weight(int index, long gapNanos) {
    return index < byChance ? (long) (gapNanos * factor) : 0;
  }
}
