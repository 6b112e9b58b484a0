package io.github.requestree.micrometer;

import io.github.requestree.sampling.Profiler;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Lets everything that propagates context with Micrometer carry profiles too: Spring's task
 * decorators, Reactor, {@code ContextExecutorService}. Work on the other thread becomes a lane, as
 * with {@link Profiler#wrap(Runnable)}. Stateless and thread-safe; nothing here throws.
 *
 * <p>A profile is not a value that a thread has, but work that it does. So this differs from other
 * accessors: setting a value begins a lane, unless the thread works for that profile anyway, as the
 * submitting thread does. Only restoring ends it. A scope that has no value of ours, or another
 * profile's, leaves the lane around it as it is: its code still takes that lane's time.
 */
public final class ProfileThreadLocalAccessor implements ThreadLocalAccessor<Object> {

  /** The key of profiles in contexts and snapshots. */
  public static final String KEY = "io.github.requestree.profile";

  /**
   * The number of callers of {@link #getValue()} in which a scope shows that it saves the value
   * that it replaces.
   */
  private static final int CALLERS = 8;

  private static final StackWalker WALKER = StackWalker.getInstance();

  /** Makes the accessor for the service loader. */
  public ProfileThreadLocalAccessor() {}

  @Override
  public Object key() {
    return KEY;
  }

  @Override
  public @Nullable Object getValue() {
    return Profiler.carried(ProfileThreadLocalAccessor::handsOff);
  }

  /**
   * Returns whether work is handed off. Beginning a scope asks for the value too, to restore it
   * later, and much more often. A stack captured there would be for nothing.
   */
  private static boolean handsOff() {
    return WALKER.walk(
        frames ->
            frames
                .limit(CALLERS)
                .map(StackWalker.StackFrame::getMethodName)
                .noneMatch(
                    name -> name.equals("setThreadLocal") || name.equals("clearThreadLocal")));
  }

  @Override
  public void setValue(Object value) {
    Profiler.enterCarried(value);
  }

  @Override
  public void setValue() {
    // A lane goes on: see above.
  }

  @Override
  public void restore(Object previousValue) {
    Profiler.leaveCarried(previousValue);
  }

  @Override
  public void restore() {
    Profiler.leaveCarried(null);
  }
}
