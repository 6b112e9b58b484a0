package io.github.requestree.sampling.recording;

/**
 * Divides the time between two checks of a thread: some for the stack before, some for the one
 * after, and the rest as not sampled. <em>Not</em> thread-safe; one instance is used again and
 * again, so that nothing is allocated.
 *
 * <p>CPU time in the gap goes to stacks that may have run, never to one that waits. The three
 * shares add up exactly to the gap, and their CPU times to the CPU time in it.
 */
final class GapSplit {

  /** The limits that the stack at one end of the gap sets. */
  enum End {
    /** There is no stack at this end. */
    NONE,
    /** The thread ran. */
    RUNS,
    /** The thread was in a native call that may either run or wait, such as reading a socket. */
    MAY_WAIT,
    /** The thread slept, parked or waited for a lock. */
    WAITS
  }

  /** Stands for the middle of the gap. */
  static final long HALF = -1;

  long before;
  long after;
  long lost;
  long cpuBefore;
  long cpuAfter;
  long cpuLost;

  /** As the method below, with the middle of the gap between its ends. */
  void split(long wall, long ran, long took, long limit, End first, End last) {
    split(wall, ran, took, limit, first, last, HALF);
  }

  /**
   * Divides a gap.
   *
   * @param wall the length of the gap
   * @param ran the CPU time that the thread used in it, at most {@code wall}
   * @param took the time that this took, given how often the thread had to wait for a CPU; {@link
   *     Attribution#UNKNOWN} if either is not known
   * @param limit the part of it that may be attributed to the ends
   * @param border the part of it that is closer to the first end than to the last; or {@link #HALF}
   */
  void split(long wall, long ran, long took, long limit, End first, End last, long border) {
    long known = Math.min(wall, limit);
    boolean both = first != End.NONE && last != End.NONE;
    long firsts = border == HALF ? known / 2 : known < wall ? Math.min(border, known / 2) : border;
    before = first == End.NONE ? 0 : both ? firsts : known;
    long lasts = border == HALF || !both ? wall : wall - border;
    after = last == End.NONE ? 0 : Math.min(lasts, known - before);
    lost = wall - before - after;
    if (took != Attribution.UNKNOWN) {
      shareByClock(wall, took, first, last);
    }

    boolean anyRuns = first == End.RUNS || last == End.RUNS || lost > 0;
    boolean beforeRuns = first == End.RUNS || (first == End.MAY_WAIT && !anyRuns);
    boolean afterRuns = last == End.RUNS || (last == End.MAY_WAIT && !anyRuns);
    makeRoom(ran, beforeRuns, afterRuns);
    shareCpu(ran, beforeRuns, afterRuns);
  }

  /**
   * Divides by the CPU clock if one end runs and the other waits: the clock knows better than half
   * and half.
   */
  private void shareByClock(long wall, long took, End first, End last) {
    long most = lost == 0 ? wall : first == End.RUNS ? before : after;
    long runs = Math.min(most, took);
    if (first == End.RUNS && last == End.WAITS) {
      before = runs;
      after = lost == 0 ? wall - runs : after;
    } else if (first == End.WAITS && last == End.RUNS) {
      before = lost == 0 ? wall - runs : before;
      after = runs;
    }
    lost = wall - before - after;
  }

  /** Takes from waiting ends the time that must have run. */
  private void makeRoom(long ran, boolean beforeRuns, boolean afterRuns) {
    long room = (beforeRuns ? before : 0) + (afterRuns ? after : 0) + lost;
    long missing = ran - room;
    if (missing <= 0) {
      return;
    }
    if (beforeRuns) {
      before += missing;
      after -= missing;
    } else if (afterRuns) {
      after += missing;
      before -= missing;
    } else {
      long fromBefore = Math.max(missing - after, Math.min(before, missing / 2));
      before -= fromBefore;
      after -= missing - fromBefore;
      lost += missing;
    }
  }

  private void shareCpu(long ran, boolean beforeRuns, boolean afterRuns) {
    long room = (beforeRuns ? before : 0) + (afterRuns ? after : 0) + lost;
    cpuBefore = beforeRuns ? share(ran, before, room) : 0;
    long left = ran - cpuBefore;
    cpuAfter = afterRuns ? share(left, after, room - (beforeRuns ? before : 0)) : 0;
    cpuLost = left - cpuAfter;
  }

  /**
   * Returns the part of {@code amount} for {@code part} of {@code whole}; the rest fits into the
   * rest.
   */
  static long share(long amount, long part, long whole) {
    if (part == whole) {
      return amount;
    }
    long share = (long) (amount * ((double) part / whole));
    return Math.max(amount - (whole - part), Math.min(share, Math.min(amount, part)));
  }
}
