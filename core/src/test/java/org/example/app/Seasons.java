package org.example.app;

import java.util.List;

/** The same work in four methods, so that a tree shows whose work is in it. */
public final class Seasons {

  /** The names of the methods. */
  public static final List<String> METHODS = List.of("spring", "summer", "autumn", "winter");

  /** What is done where no profile is open, so that it must be in no tree. */
  public static final String OFF = "offSeason";

  /** Keeps the compiler from leaving out the work. */
  private static volatile int done;

  private Seasons() {}

  /** Works in the method of this number. */
  public static void work(int season, int rounds) {
    switch (season) {
      case 0 -> spring(rounds);
      case 1 -> summer(rounds);
      case 2 -> autumn(rounds);
      default -> winter(rounds);
    }
  }

  private static void spring(int rounds) {
    turn(rounds);
  }

  private static void summer(int rounds) {
    turn(rounds);
  }

  private static void autumn(int rounds) {
    turn(rounds);
  }

  private static void winter(int rounds) {
    turn(rounds);
  }

  /** Works where no profile is open. */
  public static void offSeason(int rounds) {
    turn(rounds);
  }

  private static void turn(int rounds) {
    int value = done;
    for (int i = 0; i < rounds; i++) {
      value = value * 31 + i;
    }
    done = value;
  }
}
