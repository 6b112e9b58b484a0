package io.github.requestree.sampling;

import io.github.requestree.sampling.pacing.Budget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the application's call on the calling thread's stack. Thread-safe. */
final class CallPlace {

  /** The rough cost of capturing one's own innermost frames, some 20 of them. */
  private static final long LOOK_NANOS = 10_000;

  /** The search ends at this depth below a driver, even if the application is deeper. */
  private static final int MAX_FRAMES = 200;

  private static final StackWalker WALKER = StackWalker.getInstance();

  /**
   * The most classes that are remembered; frameworks that make a class for each call must not fill
   * the memory. They are remembered here although {@code Shaping} does so too. Threads that serve
   * requests ask, and must not pay for a slow predicate, nor for what reports made that forget.
   */
  private static final int MAX_CLASSES = 5_000;

  private final Predicate<String> isApplication;
  private final Map<String, Boolean> answers = new ConcurrentHashMap<>();

  /**
   * @param isApplication tests whether a class, by its name, belongs to the application
   */
  CallPlace(Predicate<String> isApplication) {
    this.isApplication = isApplication;
  }

  /**
   * Returns the innermost call of the application; null if there is none, or no token to look for
   * it.
   */
  @Nullable StackTraceElement ofCaller(Budget budget) {
    return budget.tryTakeForCapture(LOOK_NANOS) ? innermost() : null;
  }

  /** Returns the innermost call of the application on this stack, the innermost frame first. */
  @Nullable StackTraceElement in(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (isApplication(frame.getClassName())) {
        return frame;
      }
    }
    return null;
  }

  private boolean isApplication(String className) {
    Boolean known = answers.get(className);
    if (known == null) {
      known = isApplication.test(className);
      if (answers.size() < MAX_CLASSES) {
        answers.put(className, known);
      }
    }
    return known;
  }

  private @Nullable StackTraceElement innermost() {
    return WALKER.walk(
        frames ->
            frames
                .limit(MAX_FRAMES)
                .filter(frame -> isApplication(frame.getClassName()))
                .findFirst()
                .map(StackWalker.StackFrame::toStackTraceElement)
                .orElse(null));
  }
}
