package io.github.requestree.sampling;

import io.github.requestree.sampling.recording.StackBase;
import java.util.Objects;
import java.util.SplittableRandom;
import org.example.app.Seasons;

/**
 * One of very many requests. Where it goes and how it ends is drawn beforehand; what meets what on
 * the way is up to the threads.
 */
final class RandomRequest {

  private enum End {
    COMPLETES,
    TIMES_OUT,
    FAILS,
    TWICE
  }

  private static final int MAX_HOPS = 4;
  private static final int MAX_ROUNDS = 3_000;
  private static final long MAX_WAIT_NANOS = 3_000_000;

  private final int number;
  private final Profiler profiler;
  private final StressPool pool;
  private final Runnable ended;
  private final boolean called;
  private final int hops;
  private final boolean overlaps;
  private final End end;
  private final int lanes;
  private final boolean lanesNest;
  private final boolean nests;
  private final boolean leavesOuterFirst;
  private final boolean comesLate;
  private final int rounds;
  private final long waitNanos;
  private ActiveProfile profile;

  /**
   * @param ended told each time that a profile of it was ended
   */
  RandomRequest(int number, Profiler profiler, StressPool pool, Runnable ended) {
    this.number = number;
    this.profiler = profiler;
    this.pool = pool;
    this.ended = ended;
    SplittableRandom random = new SplittableRandom(number);
    called = random.nextInt(5) == 0;
    hops = random.nextInt(MAX_HOPS);
    overlaps = random.nextInt(3) == 0;
    end = End.values()[random.nextInt(End.values().length)];
    lanes = Math.max(0, random.nextInt(6) - 3);
    lanesNest = random.nextBoolean();
    nests = random.nextInt(6) == 0;
    leavesOuterFirst = random.nextInt(3) == 0;
    comesLate = random.nextInt(4) == 0;
    rounds = random.nextInt(MAX_ROUNDS);
    waitNanos = random.nextInt(10) == 0 ? random.nextLong(MAX_WAIT_NANOS) : 0;
  }

  /** Which of the methods its work is in. */
  static int seasonOf(int number) {
    return number % Seasons.METHODS.size();
  }

  /** How many profiles it makes. */
  int profiles() {
    return nests ? 2 : 1;
  }

  void start() {
    pool.execute(called ? this::call : this::begin);
  }

  private void work() {
    Seasons.work(seasonOf(number), rounds, waitNanos);
  }

  private void offSeason() {
    Seasons.offSeason(rounds, waitNanos);
  }

  /** Begins and ends within one call, through the frame from which on stacks are recorded. */
  private void call() {
    try {
      profiler.call(
          "" + number,
          () -> {
            doItsWork();
            if (end == End.FAILS) {
              throw new StressPool.RequestFailure();
            }
            return number;
          });
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      ended.run();
      offSeason();
    }
  }

  private void begin() {
    profile = Objects.requireNonNull(profiler.begin(() -> "" + number));
    if (hops == 0) {
      staysOnOneThread();
    } else {
      hop(hops);
    }
  }

  private void staysOnOneThread() {
    enter(profile);
    try {
      doItsWork();
      if (end == End.FAILS) {
        throw new StressPool.RequestFailure();
      }
    } finally {
      profile.leaveToEnd();
      end();
      offSeason();
    }
  }

  /** A stay on one thread; the next one, or the end, may come before this thread has left. */
  private void hop(int left) {
    enter(profile);
    if (left == hops) {
      doItsWork();
    } else {
      work();
    }
    Runnable next = left > 1 ? () -> hop(left - 1) : this::end;
    if (overlaps) {
      pool.execute(next);
      work();
      profile.leave();
    } else {
      profile.leave();
      profile.suspend();
      pool.execute(next);
    }
    offSeason();
  }

  /** Whole stacks, since no frame of a filter is there from which on they could be recorded. */
  private static void enter(ActiveProfile profile) {
    profile.state().openHere(StackBase.atDepth(0), null, CurrentSegment.latest());
  }

  private void doItsWork() {
    work();
    for (int i = 0; i < lanes; i++) {
      handOff(i);
    }
    if (nests) {
      nest();
    }
  }

  private void handOff(int lane) {
    Runnable task =
        () -> {
          work();
          if (lanesNest) {
            pool.handOff(this::work);
          }
        };
    if (lane == 0) {
      pool.handOff(task);
    } else {
      Runnable carried = Profiler.wrap(task);
      pool.execute(
          () -> {
            carried.run();
            offSeason();
          });
    }
  }

  /** Another profile on the same thread. */
  private void nest() {
    ActiveProfile inner = Objects.requireNonNull(profiler.begin(() -> number + " nested"));
    enter(inner);
    work();
    if (leavesOuterFirst && !called) {
      profile.leave();
      work();
    }
    inner.leave();
    finish(inner);
  }

  private void end() {
    switch (end) {
      case COMPLETES -> finish(profile);
      case TIMES_OUT -> {
        profile.awaitEnded("timeout");
        pool.execute(() -> finish(profile));
      }
      case FAILS -> {
        profile.awaitEnded("error");
        finish(profile);
      }
      case TWICE -> {
        pool.execute(() -> finish(profile));
        finish(profile);
      }
    }
  }

  private void finish(ActiveProfile ending) {
    if (ending.finish()) {
      ended.run();
      if (comesLate) {
        pool.execute(() -> comeLate(ending));
      }
    }
  }

  /** A thread that comes when all is over. */
  private void comeLate(ActiveProfile over) {
    enter(over);
    offSeason();
    over.leave();
  }
}
