package io.github.requestree.sampling;

import io.github.requestree.profile.Integration;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes builders of profilers whose surroundings fail, opened to the campaign. Stateless. */
public final class FaultyProfilers {

  private FaultyProfilers() {}

  /**
   * Returns a builder of a profiler with real threads.
   *
   * @param before is called before each call of the JVM, and may throw or take its time
   * @param jumpedNanos gives the time by which the monotonic clock has jumped
   * @param wallClock the wall clock
   * @param integration the only integration; null for those that are there
   * @param closing the time that closing waits for reports
   */
  public static Profiler.Builder builder(
      Consumer<JvmCall> before,
      LongSupplier jumpedNanos,
      InstantSource wallClock,
      @Nullable Integration integration,
      Duration closing) {
    Profiler.Builder builder =
        Profiler.builder().jvm(new FaultyJvm(before, jumpedNanos)).closeNanos(closing.toNanos());
    builder.clock = wallClock;
    return integration == null ? builder : builder.integration(integration);
  }
}
