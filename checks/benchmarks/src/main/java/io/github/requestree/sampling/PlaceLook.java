package io.github.requestree.sampling;

import io.github.requestree.sampling.pacing.Budget;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the application's call on one's own stack, opened to the benchmarks. */
public final class PlaceLook {

  /** So much of a core that a token is always there. */
  private static final double PLENTY = 1_000_000;

  private final CallPlace place;
  private final Budget budget = new Budget(PLENTY, 0);

  /**
   * @param isApplication whether a class is the application's
   */
  public PlaceLook(Predicate<String> isApplication) {
    place = new CallPlace(isApplication);
  }

  /** The innermost call of the application. */
  public @Nullable StackTraceElement find() {
    return place.ofCaller(budget);
  }
}
