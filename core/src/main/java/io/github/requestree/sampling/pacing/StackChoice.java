package io.github.requestree.sampling.pacing;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Who is walked when not all can be. Half of the walks go by chance, so that the totals of routes
 * stay unbiased, and half to those with the most unattributed time, so that the slow request gets
 * its stack. That of a candidate which nobody has seen yet counts several times. Where there is one
 * walk, chance decides which half it is of. <em>Not</em> thread-safe.
 */
public final class StackChoice<T extends StackChoice.Candidate> {

  /** Whose stack may be captured. */
  public interface Candidate {

    LookPlan plan();

    /** For how long nobody has known what its thread does. */
    long unattributedNanos(long now);
  }

  /** How many times its own a walk may stand for what others missed. */
  private static final int MAX_CARRIED = 15;

  private static final int UNSEEN_TIMES = 8;

  private final RandomGenerator random;
  private int byChance;
  private int chosen;
  private double missed;
  private double factor;

  public StackChoice(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Moves the chosen candidates to the front of the list, those chosen by chance first. Where none
   * can be walked at all, what they stood for is added to what the next ones chosen by chance stand
   * for: otherwise times in which tokens are short would count too little.
   */
  public void choose(List<T> candidates, long affordable, long now) {
    int all = candidates.size();
    chosen = (int) Math.min(all, affordable);
    byChance = chosen == all ? chosen : (chosen + random.nextInt(2)) / 2;
    double standFor = 0;
    for (T candidate : candidates) {
      standFor += candidate.plan().standsForNanos;
    }
    if (chosen == all && chosen > 0) {
      factor = 1 + carriedFor(standFor);
      return;
    }
    if (chosen == 0) {
      missed += standFor;
    }
    factor = byChance == 0 ? 0 : 2.0 * all / chosen + carriedFor(standFor) * all / byChance;
    for (int i = 0; i < byChance; i++) {
      Collections.swap(candidates, i, i + random.nextInt(all - i));
    }
    for (int i = byChance; i < chosen; i++) {
      Collections.swap(candidates, i, leastKnown(candidates, i, now));
    }
  }

  /** What was missed and is made up for now, as a part of what the candidates stand for. */
  private double carriedFor(double standFor) {
    double carried = Math.min(missed, MAX_CARRIED * standFor);
    missed = 0;
    return standFor == 0 ? 0 : carried / standFor;
  }

  private int leastKnown(List<T> candidates, int from, long now) {
    int best = from;
    for (int i = from; i < candidates.size(); i++) {
      if (unknownNanos(candidates.get(i), now) > unknownNanos(candidates.get(best), now)) {
        best = i;
      }
    }
    return best;
  }

  private long unknownNanos(T candidate, long now) {
    return (candidate.plan().walked ? 1 : UNSEEN_TIMES) * candidate.unattributedNanos(now);
  }

  public int chosen() {
    return chosen;
  }

  /**
   * The time that a walk stands for in a merged tree: what the look stands for, times the inverse
   * of the walk's chance. One that was no matter of chance stands for none.
   *
   * @param index where the candidate is in the list
   */
  public long weight(int index, LookPlan plan) {
    return index < byChance ? (long) (plan.standsForNanos * factor) : 0;
  }
}
