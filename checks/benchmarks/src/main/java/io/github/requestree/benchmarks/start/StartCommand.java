package io.github.requestree.benchmarks.start;

import io.github.requestree.benchmarks.Command;
import io.github.requestree.benchmarks.Size;
import io.github.requestree.benchmarks.stats.Claim;
import io.github.requestree.benchmarks.stats.Machine;
import io.github.requestree.benchmarks.stats.Median;
import io.github.requestree.benchmarks.stats.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Starts the shop of {@code spring-example} with the starter and without it, in turn, and compares
 * the CPU time of the start and the live heap after it.
 */
public final class StartCommand implements Command {

  private static final double MAX_CPU_MILLIS = 100;
  private static final double MAX_HEAP_MEGABYTES = 5;
  private static final int FULL_PAIRS = 10;
  private static final int QUICK_PAIRS = 3;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String summary() {
    return "CPU time and live heap of a start with the Spring Boot starter (spring-example)";
  }

  @Override
  public boolean run(List<String> arguments) throws Exception {
    int pairs = Size.of(arguments) == Size.FULL ? FULL_PAIRS : QUICK_PAIRS;
    Path folder = Files.createTempDirectory("start");
    List<Start> with = new ArrayList<>();
    List<Start> without = new ArrayList<>();
    try (ExtractedShop shop = ExtractedShop.in(folder)) {
      shop.start(true);
      shop.start(false);
      for (int i = 0; i < pairs; i++) {
        // Each is first in every other pair, so that neither gains from a warm machine.
        boolean first = i % 2 == 0;
        (first ? with : without).add(shop.start(first));
        (first ? without : with).add(shop.start(!first));
        System.err.println("pair " + (i + 1) + " of " + pairs);
      }
    }
    System.out.println(Machine.line() + "\n");
    Table table = new Table("start of spring-example", "CPU time, ms", "live heap, MB");
    table.row(
        "without the starter",
        median(without, Start::cpuMillis, 0),
        median(without, Start::heapMegabytes, 2));
    table.row(
        "with the starter",
        median(with, Start::cpuMillis, 0),
        median(with, Start::heapMegabytes, 2));
    Median cpu = difference(with, without, Start::cpuMillis);
    Median heap = difference(with, without, Start::heapMegabytes);
    table.row("more in a pair", cpu.text(0), heap.text(2));
    System.out.println("Medians of " + pairs + " pairs with 95 % intervals:\n\n" + table);
    List<Claim> claims =
        List.of(
            Claim.atMost(
                "a start takes at most 100 ms more CPU time", cpu, MAX_CPU_MILLIS, cpu.text(0)),
            Claim.atMost(
                "the live heap is at most 5 MB larger", heap, MAX_HEAP_MEGABYTES, heap.text(2)));
    claims.forEach(System.out::println);
    return claims.stream().noneMatch(Claim::failed);
  }

  private static String median(List<Start> starts, ToDoubleFunction<Start> value, int decimals) {
    double median = Median.of(starts.stream().mapToDouble(value).toArray()).value();
    return String.format(Locale.ROOT, "%." + decimals + "f", median);
  }

  private static Median difference(
      List<Start> with, List<Start> without, ToDoubleFunction<Start> value) {
    double[] more = new double[with.size()];
    for (int i = 0; i < more.length; i++) {
      more[i] = value.applyAsDouble(with.get(i)) - value.applyAsDouble(without.get(i));
    }
    return Median.of(more);
  }
}
