package io.github.requestree.sampling;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Who is walked when not all can be. Half of the walks go by chance, so that the totals of routes
 * stay unbiased, and half to the segments with the most unattributed time, so that the slow request
 * gets its stack. <em>Not</em> thread-safe.
 */
final class WalkChoice {

  private final RandomGenerator random;
  private int byChance;
  private int chosen;
  private int candidates;

  WalkChoice(RandomGenerator random) {
    this.random = random;
  }

  /** Moves the chosen segments to the front of the list, those chosen by chance first. */
  void choose(List<Segment> segments, long affordable, long now) {
    candidates = segments.size();
    chosen = (int) Math.min(candidates, affordable);
    byChance = chosen == candidates ? chosen : (chosen + 1) / 2;
    if (chosen == candidates) {
      return;
    }
    for (int i = 0; i < byChance; i++) {
      Collections.swap(segments, i, i + random.nextInt(candidates - i));
    }
    for (int i = byChance; i < chosen; i++) {
      Collections.swap(segments, i, leastKnown(segments, i, now));
    }
  }

  private static int leastKnown(List<Segment> segments, int from, long now) {
    int best = from;
    long most = -1;
    for (int i = from; i < segments.size(); i++) {
      Attribution attribution = segments.get(i).attribution;
      long unattributed =
          attribution == null
              ? now - segments.get(i).startNanos
              : attribution.unattributedNanos(now);
      if (unattributed > most) {
        most = unattributed;
        best = i;
      }
    }
    return best;
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
    return index < byChance ? (long) (gapNanos * ((double) candidates / byChance)) : 0;
  }
}
