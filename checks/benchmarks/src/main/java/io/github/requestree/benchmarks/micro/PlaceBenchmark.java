package io.github.requestree.benchmarks.micro;

import io.github.requestree.sampling.PlaceLook;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures the additional cost of a note if the application's call is looked for. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class PlaceBenchmark {

  /** So many frames of libraries are between the note and the application. */
  @Param({"10", "60"})
  public int frames;

  private final PlaceLook look = new PlaceLook(PlaceBenchmark.class.getName()::equals);

  @Benchmark
  public @Nullable StackTraceElement find() {
    return Library.call(look, frames);
  }

  private static final class Library {

    static @Nullable StackTraceElement call(PlaceLook look, int frames) {
      return frames > 1 ? call(look, frames - 1) : look.find();
    }
  }
}
