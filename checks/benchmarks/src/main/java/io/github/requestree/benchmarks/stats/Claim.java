package io.github.requestree.benchmarks.stats;

import java.util.Locale;

/**
 * A claim about a measurement, and whether it holds. Immutable.
 *
 * @param text the claim
 * @param outcome whether it holds
 * @param found the measurement
 */
public record Claim(String text, Outcome outcome, String found) {

  /** The outcomes of checking a claim. */
  public enum Outcome {
    /** It does, chance taken into account. */
    OK,
    /** The limit lies within what chance alone may do. */
    NOT_RESOLVED,
    /** It does not, chance taken into account. */
    FAILED
  }

  /** Claims that a measurement is at most so much. */
  public static Claim atMost(String text, Median measured, double limit, String found) {
    if (measured.high() <= limit) {
      return new Claim(text, Outcome.OK, found);
    }
    // Written so that what was not measured at all fails.
    boolean within = measured.low() <= limit;
    return new Claim(text, within ? Outcome.NOT_RESOLVED : Outcome.FAILED, found);
  }

  /** Makes a claim in which chance has no part. */
  public static Claim that(String text, boolean holds, String found) {
    return new Claim(text, holds ? Outcome.OK : Outcome.FAILED, found);
  }

  /** Returns whether it certainly does not hold. */
  public boolean failed() {
    return outcome == Outcome.FAILED;
  }

  /** One line: {@code ok}, {@code not resolved} or {@code FAILED}, the claim, what was found. */
  @Override
  public String toString() {
    String word =
        switch (outcome) {
          case OK -> "ok";
          case NOT_RESOLVED -> "not resolved";
          case FAILED -> "FAILED";
        };
    return String.format(Locale.ROOT, "%-12s  %s: %s", word, text, found);
  }
}
