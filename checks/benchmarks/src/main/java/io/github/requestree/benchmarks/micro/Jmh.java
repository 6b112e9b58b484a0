package io.github.requestree.benchmarks.micro;

import io.github.requestree.benchmarks.Size;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs benchmarks of this package with JMH, each in JVMs of its own. */
final class Jmh {

  private static final int WARM_UPS = 3;
  private static final int ITERATIONS = 10;

  private final Size size;

  Jmh(Size size) {
    this.size = size;
  }

  /** Measures the benchmarks of a class. */
  List<Measured> run(Class<?> benchmarks) throws RunnerException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
    try {
      Collection<RunResult> results =
          new Runner(
                  options(benchmarks),
                  OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL))
              .run();
      return results.stream().map(Measured::of).toList();
    } catch (RunnerException e) {
      System.err.println(log.toString(StandardCharsets.UTF_8));
      throw e;
    }
  }

  private Options options(Class<?> benchmarks) {
    boolean full = size == Size.FULL;
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(benchmarks.getName().replace(".", "\\.") + "\\.")
        .timeUnit(TimeUnit.NANOSECONDS)
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .forks(full ? 2 : 1)
        .warmupIterations(WARM_UPS)
        .warmupTime(TimeValue.milliseconds(full ? 1_000 : 500))
        .measurementIterations(ITERATIONS)
        .measurementTime(TimeValue.milliseconds(full ? 700 : 300));
    return options.build();
  }
}
