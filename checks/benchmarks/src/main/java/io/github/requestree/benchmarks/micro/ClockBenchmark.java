package io.github.requestree.benchmarks.micro;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Measures the questions that a check asks the JVM, about parked threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class ClockBenchmark {

  private static final int THREADS = 100;
  private static final int DEPTH = 80;

  private final ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final List<DeepThread> threads = new ArrayList<>();
  private long[] ids = {};
  private long id;

  @Setup
  public void start() throws InterruptedException {
    for (int i = 0; i < THREADS; i++) {
      threads.add(DeepThread.start(DEPTH, DeepThread.Doing.PARKED));
    }
    ids = threads.stream().mapToLong(DeepThread::id).toArray();
    id = ids[THREADS / 2];
  }

  @Benchmark
  public long nanoTime() {
    return System.nanoTime();
  }

  @Benchmark
  public long ownCpuTime() {
    return bean.getCurrentThreadCpuTime();
  }

  @Benchmark
  public long cpuTime() {
    return bean.getThreadCpuTime(id);
  }

  @Benchmark
  @OperationsPerInvocation(THREADS)
  public long[] cpuTimeInBatch() {
    return bean.getThreadCpuTime(ids);
  }

  @Benchmark
  public @Nullable ThreadInfo threadInfo() {
    return bean.getThreadInfo(id);
  }

  @TearDown
  public void stop() throws InterruptedException {
    for (DeepThread thread : threads) {
      thread.end();
    }
  }
}
