package io.github.requestree.benchmarks.memory;

import io.github.requestree.benchmarks.Command;
import io.github.requestree.benchmarks.Size;
import io.github.requestree.benchmarks.stats.Claim;
import io.github.requestree.benchmarks.stats.Machine;
import io.github.requestree.benchmarks.stats.Table;
import io.github.requestree.sampling.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.management.JMException;

/** Measures what one request's profile takes up after a second, a minute and an hour. */
public final class MemoryCommand implements Command {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<Integer> DEPTHS = List.of(20, 100);
  private static final int MAX_NODES = 10_000;
  private static final double MAX_BYTES = 1_000_000;
  private static final double MAX_TIMELINE_BYTES = 30_000;
  private static final double SAME = 0.03;
  private static final double BOTH_WAYS = 0.05;
  private static final double KILO = 1_000;
  private static final double PERCENT = 100;
  private static final int CLASSES = 4;

  private enum Kind {
    REPEATING("50 repeat"),
    ALWAYS_NEW("always new");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    Script script(int depth) {
      return this == REPEATING ? new RepeatingPaths(depth) : new NewPaths(depth);
    }
  }

  private final Table table =
      new Table(
          "paths",
          "depth",
          "after",
          "timeline",
          "nodes",
          "walks",
          "while it runs",
          "by heap use",
          "finished");
  private final List<Claim> claims = new ArrayList<>();

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String summary() {
    return "bytes per profile after 1 s, 1 min and 1 h (fake clock)";
  }

  @Override
  public boolean run(List<String> arguments) throws Exception {
    Size size = Size.of(arguments);
    System.out.println(Machine.line() + "\n");
    // Classes that are loaded and caches that are filled at first are not part of a profile.
    Footprint.measure(1, new RepeatingPaths(20), SECOND, Duration.ofMillis(1), true);
    List<String> parts = new ArrayList<>();
    for (int depth : DEPTHS) {
      Footprint hour = repeating(depth, size);
      parts.add("depth " + depth + ": " + parts(hour));
    }
    for (int depth : DEPTHS) {
      alwaysNew(depth, size);
    }
    System.out.println(table);
    System.out.println("What a running profile consists of after an hour of repeating paths:");
    parts.forEach(part -> System.out.println("  " + part));
    System.out.println();
    claims.forEach(System.out::println);
    return claims.stream().noneMatch(Claim::failed);
  }

  private Footprint repeating(int depth, Size size) throws JMException {
    measure(Kind.REPEATING, depth, SECOND, size);
    Footprint minute = measure(Kind.REPEATING, depth, MINUTE, size);
    Footprint hour = measure(Kind.REPEATING, depth, HOUR, size);
    double growth = hour.runningBytes() / minute.runningBytes() - 1;
    claims.add(
        Claim.that(
            "an hour of repeating paths takes up less than 1 MB, depth " + depth,
            hour.runningBytes() < MAX_BYTES,
            kilobytes(hour.runningBytes())));
    claims.add(
        Claim.that(
            "an hour of repeating paths takes up what a minute does, depth " + depth,
            Math.abs(growth) <= SAME,
            String.format(Locale.ROOT, "%+.2f %%", PERCENT * growth)));
    withTimeline(Kind.REPEATING, depth, hour, size);
    return hour;
  }

  private void withTimeline(Kind kind, int depth, Footprint without, Size size) throws JMException {
    Footprint with = measure(kind, depth, HOUR, size, true);
    double more = with.runningBytes() - without.runningBytes();
    claims.add(
        Claim.that(
            "an hour's timeline takes up less than 30 kB, " + kind.text + ", depth " + depth,
            more < MAX_TIMELINE_BYTES,
            kilobytes(more)));
  }

  private void alwaysNew(int depth, Size size) throws JMException {
    measure(Kind.ALWAYS_NEW, depth, SECOND, size);
    measure(Kind.ALWAYS_NEW, depth, MINUTE, size);
    Footprint hour = measure(Kind.ALWAYS_NEW, depth, HOUR, size);
    claims.add(
        Claim.that(
            "paths that are always new get no more than 10,000 nodes, depth " + depth,
            hour.nodes() <= MAX_NODES,
            String.format(Locale.ROOT, "%,d", hour.nodes())));
    withTimeline(Kind.ALWAYS_NEW, depth, hour, size);
  }

  private Footprint measure(Kind kind, int depth, Duration length, Size size) throws JMException {
    return measure(kind, depth, length, size, false);
  }

  private Footprint measure(Kind kind, int depth, Duration length, Size size, boolean timeline)
      throws JMException {
    System.err.println("measuring: " + kind.text + ", depth " + depth + ", " + length);
    boolean full = size == Size.FULL;
    Footprint footprint =
        Footprint.measure(
            full ? 10 : 4, kind.script(depth), length, Duration.ofMillis(full ? 2 : 4), timeline);
    table.row(
        kind.text,
        String.valueOf(depth),
        length.equals(SECOND) ? "1 s" : length.equals(MINUTE) ? "1 min" : "1 h",
        timeline ? "yes" : "no",
        String.format(Locale.ROOT, "%,d", footprint.nodes()),
        String.format(Locale.ROOT, "%,d", footprint.walks()),
        kilobytes(footprint.runningBytes()),
        kilobytes(footprint.heapBytes()),
        kilobytes(footprint.finishedBytes()));
    if (length.equals(HOUR) && !timeline) {
      double apart = footprint.heapBytes() / footprint.runningBytes() - 1;
      claims.add(
          Claim.that(
              "counted objects and used heap agree within 5 %, " + kind.text + ", depth " + depth,
              Math.abs(apart) <= BOTH_WAYS,
              String.format(Locale.ROOT, "%+.1f %%", PERCENT * apart)));
    }
    return footprint;
  }

  private static String parts(Footprint footprint) {
    double total = footprint.running().total();
    return footprint.running().largest(CLASSES).stream()
        .map(
            entry ->
                String.format(
                    Locale.ROOT,
                    "%s %.0f %%",
                    entry.getKey().substring(entry.getKey().lastIndexOf('.') + 1),
                    PERCENT * entry.getValue() / total))
        .reduce((first, second) -> first + ", " + second)
        .orElse("nothing");
  }

  private static String kilobytes(double bytes) {
    return String.format(Locale.ROOT, "%,.0f kB", bytes / KILO);
  }
}
