package io.github.requestree.benchmarks.overhead;

import java.util.Locale;

/** In which order things are measured. */
enum Plan {
  /** All arms by turns, for a few seconds each: what each costs beside the others. */
  ROUNDS,
  /** The production setting alone, minute by minute from its first request on. */
  MINUTES,
  /** The innocent route while what a new filter may spend at first is spent, and without one. */
  FIRST_SECONDS;

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the number of turns of each arm, or of measured minutes, in a quick run. */
  int quickRounds() {
    return switch (this) {
      case ROUNDS -> 8;
      case MINUTES -> 3;
      case FIRST_SECONDS -> 6;
    };
  }

  /** The same in a full run. */
  int fullRounds() {
    return switch (this) {
      case ROUNDS -> 7;
      case MINUTES -> 5;
      case FIRST_SECONDS -> 10;
    };
  }
}
