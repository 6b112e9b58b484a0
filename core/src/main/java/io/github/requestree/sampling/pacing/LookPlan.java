package io.github.requestree.sampling.pacing;

/**
 * The plan of the next check of one thread, and the weight of a check. {@link LookPlanner} keeps
 * one for each segment. <em>Not</em> thread-safe: for the sampler alone. All in nanoseconds.
 */
public final class LookPlan {

  /** The time when it began, or was last proven to be in a long wait. */
  long restlessSinceNanos;

  /** The time of the next planned check, and the mean of the gap that this was drawn from. */
  long plannedNanos;

  long gapNanos;

  /** The time of the next check. */
  long dueNanos;

  /** The part of other segments that an immediate check stands for. */
  long unseenNanos;

  /** True if the current check was planned, and all that it stands for. */
  boolean isPlanned;

  long standsForNanos;

  /** The delay of the current check: behind its plan, or behind the start if it was immediate. */
  long lateNanos;

  /** True if its thread was running when it was last seen. */
  boolean running;

  private boolean seen;

  /** The rate of its checks while it waits, per nanosecond. */
  double waitingLooks;

  /** Begins without a planned check. */
  public LookPlan(long startNanos) {
    restlessSinceNanos = startNanos;
  }

  public long dueNanos() {
    return dueNanos;
  }

  /** Sets the next check to this time, regardless of the plan. */
  public void dueAt(long nanos) {
    dueNanos = nanos;
  }

  /** Returns the mean gap that the budget affords for the next check. */
  public long gapNanos() {
    return gapNanos;
  }

  /** Returns the time that the current check stands for. */
  public long standsForNanos() {
    return standsForNanos;
  }

  /** Returns the time by which the current check came later than it should have. */
  public long lateNanos() {
    return lateNanos;
  }

  /** Returns whether its stack was captured at least once. */
  public boolean isSeen() {
    return seen;
  }

  /** Notes that its stack is captured. */
  public void seen() {
    seen = true;
  }

  /** Returns whether its thread was running when it was last seen. */
  public boolean isRunning() {
    return running;
  }
}
