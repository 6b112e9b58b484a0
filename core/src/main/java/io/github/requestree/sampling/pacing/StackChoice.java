package io.github.requestree.sampling.pacing;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chooses whose stacks are captured when not all can be. Half are chosen by chance, so that the
 * totals of routes stay unbiased. The other half goes to those with the most unattributed time, so
 * that the slow request gets its stack. The unattributed time of a candidate that was never seen
 * counts several times. If only one stack can be captured, chance decides which half it belongs to.
 * <em>Not</em> thread-safe.
 */
public final class StackChoice<T extends StackChoice.Candidate> {

  /** A segment whose stack may be captured. */
  public interface Candidate {

    LookPlan plan();

    /** Returns the time since its thread's work was last known. */
    long unattributedNanos(long now);
  }

  /** The most that a stack may stand for others that were missed, in multiples of its own time. */
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
   * Moves the chosen candidates to the front of the list, those chosen by chance first. If no stack
   * can be captured at all, the time of the candidates is added to the next ones chosen by chance.
   * Otherwise times in which tokens are short would count too little.
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

  /** Returns the missed time that is made up for now, as a part of the candidates' time. */
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
    return (candidate.plan().isSeen() ? 1 : UNSEEN_TIMES) * candidate.unattributedNanos(now);
  }

  public int chosen() {
    return chosen;
  }

  /**
   * Returns the time that a stack stands for in a merged tree: that of its check, times the inverse
   * of the chance to be captured. A stack that was not chosen by chance stands for none.
   *
   * @param index the place of the candidate in the list
   */
  public long weight(int index, LookPlan plan) {
    return index < byChance ? (long) (plan.standsForNanos * factor) : 0;
  }
}
