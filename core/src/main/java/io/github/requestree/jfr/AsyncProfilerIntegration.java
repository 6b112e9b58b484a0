package io.github.requestree.jfr;

import io.github.requestree.profile.Integration;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells async-profiler when slow requests ran, as events {@code profiler.Span}, so that its stacks
 * can be cut to them. Immutable and thread-safe.
 *
 * <p>Left out where the class {@code one.profiler.Span} is absent.
 */
public final class AsyncProfilerIntegration implements Integration {

  private final MethodHandle start;
  private final MethodHandle end;

  /** Fails here, and quietly, where there is no async-profiler. */
  public AsyncProfilerIntegration() {
    try {
      // By its name: core needs no library but slf4j-api.
      Class<?> span = Class.forName("one.profiler.Span");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      start = lookup.findStatic(span, "start", MethodType.methodType(long.class));
      end =
          lookup.findStatic(
              span, "end", MethodType.methodType(void.class, long.class, String.class));
    } catch (ReflectiveOperationException e) {
      NoClassDefFoundError absent = new NoClassDefFoundError("one.profiler.Span");
      absent.initCause(e);
      throw absent;
    }
  }

  @Override
  public String name() {
    return "async-profiler";
  }

  @Override
  public @Nullable Follower begins() {
    try {
      long startTicks = (long) start.invokeExact();
      // It is 0 while nothing is recorded.
      return startTicks == 0 ? null : new SpanRecorder(end, startTicks, Thread.currentThread());
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private record SpanRecorder(MethodHandle end, long startTicks, Thread thread)
      implements Follower {

    /** Writes the span of a request that never left its thread: a span belongs to one. */
    @Override
    public void ended(@Nullable String id) {
      if (id != null && Objects.equals(Thread.currentThread(), thread)) {
        try {
          end.invokeExact(startTicks, id);
        } catch (Throwable e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }
}
