package io.github.requestree.benchmarks.micro;

import io.github.requestree.benchmarks.stats.Median;
import io.github.requestree.benchmarks.stats.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The steps that JMH measured, under names that say what they are. */
final class StepTable {

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("UntriggeredBenchmark.bareChain", "bare chain, no filter"),
          Map.entry("UntriggeredBenchmark.filter", "untriggered filter, bare chain included"),
          Map.entry("UntriggeredBenchmark.byChance", "the same, by chance"),
          Map.entry("UntriggeredBenchmark.onDemand", "the same, on demand"),
          Map.entry("ProfiledBenchmark.request", "profiled, ended before the first tick"),
          Map.entry("WakingBenchmark.request", "profiled, after a pause of 3 ms"),
          Map.entry("RecordingBenchmark.merge", "merging a stack"),
          Map.entry("RenderingBenchmark.toText", "rendering 10,000 nodes as text"),
          Map.entry("NoteBenchmark.note", "a note, its place not looked for"),
          Map.entry("PlaceBenchmark.find", "looking for the place of a note"),
          Map.entry("QueryBenchmark.proxyAlone", "a query through datasource-proxy"),
          Map.entry("QueryBenchmark.proxyAndListener", "the same with our listener"),
          Map.entry("QueryBenchmark.changingText", "the same with data in its text"),
          Map.entry("ClockBenchmark.nanoTime", "nanoTime"),
          Map.entry("ClockBenchmark.ownCpuTime", "getCurrentThreadCpuTime"),
          Map.entry("ClockBenchmark.cpuTime", "getThreadCpuTime(id), parked"),
          Map.entry("ClockBenchmark.cpuTimeInBatch", "getThreadCpuTime(100 ids), each"),
          Map.entry("ClockBenchmark.threadInfo", "getThreadInfo(id), parked"),
          Map.entry("StackBenchmark.getStackTrace", "getStackTrace"));

  private final List<Measured> all = new ArrayList<>();

  /** Adds what was measured, in the order of names and parameters. */
  void add(List<Measured> measured) {
    measured.stream()
        .sorted(Comparator.comparing(Measured::name).thenComparing(StepTable::sortKey))
        .forEach(all::add);
  }

  private static String sortKey(Measured measured) {
    StringBuilder key = new StringBuilder();
    for (String value : measured.parameters().values()) {
      boolean number = value.chars().allMatch(Character::isDigit);
      key.append(number ? String.format(Locale.ROOT, "%9s", value) : value).append(' ');
    }
    return key.toString();
  }

  /** The time of a benchmark without parameters; no measurement if it did not run. */
  Median nanos(String name) {
    return find(name, true);
  }

  /** Returns its allocation. */
  Median bytes(String name) {
    return find(name, false);
  }

  private Median find(String name, boolean time) {
    return all.stream()
        .filter(measured -> measured.name().equals(name))
        .map(measured -> time ? measured.nanos() : measured.bytes())
        .findFirst()
        .orElse(Median.of());
  }

  @Override
  public String toString() {
    Table table = new Table("step", "time", "allocated");
    for (Measured measured : all) {
      StringBuilder step = new StringBuilder(NAMES.getOrDefault(measured.name(), measured.name()));
      measured
          .parameters()
          .forEach((key, value) -> step.append(", ").append(key).append(' ').append(plain(value)));
      // What the pause before each request allocates is counted too, and would mislead.
      boolean pauses = measured.name().startsWith("Waking");
      table.row(
          step.toString(),
          Amount.time(measured.nanos()),
          pauses ? "-" : Amount.bytes(measured.bytes()));
    }
    return table.toString();
  }

  private static String plain(String value) {
    return value.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
