package io.github.requestree.benchmarks.overhead.load;

import java.util.Map;
import java.util.TreeMap;

/** The counts of the clients in one window. <em>Not</em> thread-safe. */
final class Tally {

  final Latencies route = new Latencies();
  final Latencies fast = new Latencies();

  /** Answers other than 200, broken connections. */
  long failures;

  Map<String, Long> figures(long stalled) {
    Map<String, Long> figures = new TreeMap<>();
    figures.put("answers", (long) route.count());
    figures.put("p50Nanos", route.percentile(0.5));
    figures.put("p99Nanos", route.percentile(0.99));
    figures.put("fastAnswers", (long) fast.count());
    figures.put("fastP50Nanos", fast.percentile(0.5));
    figures.put("fastP99Nanos", fast.percentile(0.99));
    figures.put("failures", failures + stalled);
    return figures;
  }
}
