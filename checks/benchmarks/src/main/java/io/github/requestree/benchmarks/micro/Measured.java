package io.github.requestree.benchmarks.micro;

import io.github.requestree.benchmarks.stats.Median;
import java.util.Collection;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * A result of JMH.
 *
 * @param name class and method of the benchmark, such as {@code ClockBenchmark.nanoTime}
 * @param parameters its parameters by name
 * @param nanos time of one operation
 * @param bytes allocation of all threads meanwhile, per operation
 */
record Measured(String name, TreeMap<String, String> parameters, Median nanos, Median bytes) {

  private static final String BYTES = "gc.alloc.rate.norm";

  static Measured of(RunResult run) {
    BenchmarkParams params = run.getParams();
    String[] words = params.getBenchmark().split("\\.", -1);
    TreeMap<String, String> parameters = new TreeMap<>();
    params.getParamsKeys().forEach(key -> parameters.put(key, params.getParam(key)));
    boolean sampled = params.getMode() == Mode.SampleTime;
    return new Measured(
        words[words.length - 2] + "." + words[words.length - 1],
        parameters,
        Median.of(
            iterations(run)
                .mapToDouble(iteration -> score(iteration.getPrimaryResult(), sampled))
                .toArray()),
        Median.of(
            iterations(run)
                .filter(iteration -> iteration.getSecondaryResults().containsKey(BYTES))
                .mapToDouble(iteration -> iteration.getSecondaryResults().get(BYTES).getScore())
                .toArray()));
  }

  private static Stream<IterationResult> iterations(RunResult run) {
    return run.getBenchmarkResults().stream()
        .map(fork -> fork.getIterationResults())
        .flatMap(Collection::stream);
  }

  /** Returns the median if each operation was timed: a few that were interrupted must not count. */
  private static double score(Result<?> result, boolean sampled) {
    return sampled ? result.getStatistics().getPercentile(50) : result.getScore();
  }
}
