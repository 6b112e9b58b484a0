package io.github.requestree.sampling;

/**
 * Keeps reports within the budget where more wait than it allows. As long as few wait, each is
 * written at once and owed: the first ones of a JVM cost a hundred times what later ones do, and
 * whoever tries it out must not wait for them. <em>Not</em> thread-safe.
 */
final class ReportPace {

  /** While fewer wait, they are written at once, whatever they cost. */
  static final int MANY_WAITING = 100;

  /** Pauses are at least so long, since waking up from each costs as much as some reports. */
  static final long SHORTEST_PAUSE_NANOS = 20_000_000;

  private final Budget budget;
  private long unpaidNanos;

  ReportPace(Budget budget) {
    this.budget = budget;
  }

  /**
   * How long to pause after reports that cost so much CPU time.
   *
   * @param waiting how many more wait to be written
   * @return nanoseconds; 0 for no pause
   */
  long pauseNanos(long spentNanos, int waiting) {
    if (waiting < MANY_WAITING || !budget.owes()) {
      unpaidNanos = 0;
      return 0;
    }
    unpaidNanos += spentNanos;
    long pause = budget.nanosToPay(unpaidNanos);
    if (pause < SHORTEST_PAUSE_NANOS) {
      return 0;
    }
    unpaidNanos = 0;
    return pause;
  }
}
