package org.example.app;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The same work in four methods, so that a tree shows whose work is in it. */
public final class Seasons {

  /** The names of the methods. */
  public static final List<String> METHODS = List.of("spring", "summer", "autumn", "winter");

  /** What is done where no profile is open, so that it must be in no tree. */
  public static final String OFF = "offSeason";

  /** Keeps the compiler from leaving out the work. */
  private static volatile int done;

  private Seasons() {}

  /** Works and, if it is to, waits in the method of this number. */
  public static void work(int season, int rounds, long waitNanos) {
    switch (season) {
      case 0 -> spring(rounds, waitNanos);
      case 1 -> summer(rounds, waitNanos);
      case 2 -> autumn(rounds, waitNanos);
      default -> winter(rounds, waitNanos);
    }
  }

  private static void spring(int rounds, long waitNanos) {
    turn(rounds, waitNanos);
  }

  private static void summer(int rounds, long waitNanos) {
    turn(rounds, waitNanos);
  }

  private static void autumn(int rounds, long waitNanos) {
    turn(rounds, waitNanos);
  }

  private static void winter(int rounds, long waitNanos) {
    turn(rounds, waitNanos);
  }

  /** The same where no profile is open. */
  public static void offSeason(int rounds, long waitNanos) {
    turn(rounds, waitNanos);
  }

  private static void turn(int rounds, long waitNanos) {
    int value = done;
    for (int i = 0; i < rounds; i++) {
      value = value * 31 + i;
    }
    done = value;
    if (waitNanos > 0) {
      LockSupport.parkNanos(waitNanos);
    }
  }
}
