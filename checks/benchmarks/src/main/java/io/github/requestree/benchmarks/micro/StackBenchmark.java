package io.github.requestree.benchmarks.micro;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Capturing the stack of another thread: what the caller sees of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class StackBenchmark {

  @Param({"20", "100"})
  public int depth;

  @Param({"PARKED", "RUNNING"})
  public String target = "";

  private @Nullable DeepThread deep;

  @Setup
  public void start() throws InterruptedException {
    deep = DeepThread.start(depth, DeepThread.Doing.valueOf(target));
  }

  @Benchmark
  public StackTraceElement[] getStackTrace() {
    return Objects.requireNonNull(deep).thread().getStackTrace();
  }

  @TearDown
  public void stop() throws InterruptedException {
    Objects.requireNonNull(deep).end();
  }
}
