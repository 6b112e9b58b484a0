package io.github.requestree.sampling.pacing;

/**
 * When to look at one thread next, and what a look at it stands for: what the {@link LookPlanner}
 * keeps of a segment. <em>Not</em> thread-safe: for the sampler alone. All in nanoseconds.
 */
public final class LookPlan {

  /** When it began, or was last proven to be in a long wait. */
  long restlessSinceNanos;

  /** When it is looked at next by the plan, and the mean of the gap that this was drawn from. */
  long plannedNanos;

  long gapNanos;

  /** When it is looked at next. */
  long dueNanos;

  /** What of other segments a look at once stands for. */
  long unseenNanos;

  /** Whether the look that is being made was planned, and all that it stands for. */
  boolean isPlanned;

  long standsForNanos;

  /** Whether its thread was running when it was seen last, and whether its stack was captured. */
  boolean running;

  boolean walked;

  /** How often it is looked at because it waits, per nanosecond. */
  double waitingLooks;

  /** No look is planned yet. */
  public LookPlan(long startNanos) {
    restlessSinceNanos = startNanos;
  }

  public long dueNanos() {
    return dueNanos;
  }

  /** Has the next look be at this time, whatever was planned. */
  public void dueAt(long nanos) {
    dueNanos = nanos;
  }

  /** The mean gap that the budget affords for the next look. */
  public long gapNanos() {
    return gapNanos;
  }

  /** The time that the look stands for that is being made. */
  public long standsForNanos() {
    return standsForNanos;
  }

  /** Whether its thread was running when it was seen last. */
  public boolean isRunning() {
    return running;
  }
}
