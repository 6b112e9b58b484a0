package io.github.requestree.benchmarks.micro;

import io.github.requestree.benchmarks.Command;
import io.github.requestree.benchmarks.Size;
import io.github.requestree.benchmarks.stats.Claim;
import io.github.requestree.benchmarks.stats.Machine;
import io.github.requestree.benchmarks.stats.Median;
import io.github.requestree.benchmarks.stats.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Measures single steps, and holds them against what they may cost. */
public final class MicroCommand implements Command {

  private static final double UNTRIGGERED_NANOS = 100;

  /** Less than this is no object: what other threads allocate is counted as well. */
  private static final double NO_OBJECT = 0.5;

  private static final double PROFILED_NANOS = 150;
  private static final double PROFILED_BYTES = 100;
  private static final double NOTE_NANOS = 1_000;
  private static final double QUERY_NANOS = 1_000;
  private static final double SHARE_PERCENT = 2;
  private static final List<Integer> WAITING = List.of(1, 10, 100, 1_000);
  private static final int MANY = 1_000;
  private static final List<Integer> DEPTHS = List.of(30, 60, 150);

  private static final List<Class<?>> BENCHMARKS =
      List.of(
          UntriggeredBenchmark.class,
          ProfiledBenchmark.class,
          WakingBenchmark.class,
          RecordingBenchmark.class,
          RenderingBenchmark.class,
          NoteBenchmark.class,
          PlaceBenchmark.class,
          QueryBenchmark.class,
          ClockBenchmark.class,
          StackBenchmark.class);

  @Override
  public String name() {
    return "micro";
  }

  @Override
  public String summary() {
    return "single steps: a request, a tick, recording, rendering, the JVM's own calls";
  }

  @Override
  public boolean run(List<String> arguments) throws Exception {
    Size size = Size.of(arguments);
    List<Claim> claims = new ArrayList<>();
    System.out.println(Machine.line() + "\n");
    System.out.println(ticks(size, claims));
    System.out.println(parks(size));
    System.out.println(losses(size));
    StepTable steps = steps(size);
    System.out.println(steps);
    claims.addAll(claims(steps));
    claims.forEach(System.out::println);
    return claims.stream().noneMatch(Claim::failed);
  }

  private static Table ticks(Size size, List<Claim> claims) throws InterruptedException {
    boolean full = size == Size.FULL;
    Table table =
        new Table(
            "waiting",
            "due per tick",
            "proven",
            "CPU per tick",
            "CPU per due segment",
            "allocated per tick",
            "ticks/s",
            "polls/s",
            "accounted, of one core",
            "sampler's thread, of one core");
    say("ticks, warming up");
    TickCost.measure(100, full ? 100 : 50);
    for (int waiting : WAITING) {
      say("ticks with " + waiting + " waiting");
      TickCost cost = TickCost.measure(waiting, full ? 100 : 20);
      SamplerShare share =
          SamplerShare.measure(
              waiting, Duration.ofSeconds(full ? 10 : 5), Duration.ofMillis(full ? 1_500 : 700));
      table.row(
          String.valueOf(waiting),
          Amount.number(cost.due()),
          Amount.number(cost.standstills()),
          Amount.time(cost.cpuNanos()),
          Amount.time(cost.dueCpuNanos()),
          Amount.bytes(cost.bytes()),
          Amount.number(share.ticksPerSecond()),
          Amount.number(share.pollsPerSecond()),
          Amount.percent(share.accountedPercent()),
          Amount.percent(share.usedPercent()));
      if (waiting == MANY) {
        claims.add(
            Claim.atMost(
                "the sampler uses at most 2 % of one core for a thousand waiting threads",
                share.usedPercent(), SHARE_PERCENT, Amount.percent(share.usedPercent())));
      }
    }
    return table;
  }

  private static Table parks(Size size) {
    int times = size == Size.FULL ? 4 : 1;
    say("waking up");
    Table table = new Table("sleeping and waking up", "CPU time");
    table.row("1 ms", Amount.time(ParkCost.nanos(Duration.ofMillis(1), 100 * times)));
    table.row("20 ms", Amount.time(ParkCost.nanos(Duration.ofMillis(20), 10 * times)));
    return table;
  }

  private static Table losses(Size size) throws InterruptedException {
    Table table =
        new Table("a stack of a running thread", "costs the caller", "that thread", "others");
    for (int depth : DEPTHS) {
      say("stacks of depth " + depth + " of a running thread");
      int rounds = size == Size.FULL ? 40 : 12;
      StackLoss loss = StackLoss.measure(depth, rounds, Duration.ofMillis(500));
      table.row(
          "depth " + depth,
          Amount.time(loss.caller()),
          Amount.time(loss.target()),
          Amount.time(loss.others()));
    }
    return table;
  }

  private static StepTable steps(Size size) throws RunnerException {
    StepTable steps = new StepTable();
    Jmh jmh = new Jmh(size);
    for (Class<?> benchmarks : BENCHMARKS) {
      say(benchmarks.getSimpleName());
      steps.add(jmh.run(benchmarks));
    }
    return steps;
  }

  private static List<Claim> claims(StepTable steps) {
    String bare = "UntriggeredBenchmark.bareChain";
    String filter = "UntriggeredBenchmark.filter";
    String profiled = "ProfiledBenchmark.request";
    Median untriggered = Amount.difference(steps.nanos(filter), steps.nanos(bare));
    Median query =
        Amount.difference(
            steps.nanos("QueryBenchmark.proxyAndListener"),
            steps.nanos("QueryBenchmark.proxyAlone"));
    Median note = steps.nanos("NoteBenchmark.note");
    Median untriggeredBytes = Amount.difference(steps.bytes(filter), steps.bytes(bare));
    return List.of(
        Claim.atMost(
            "an untriggered request costs less than 100 ns",
            untriggered,
            UNTRIGGERED_NANOS,
            Amount.time(untriggered)),
        Claim.atMost(
            "an untriggered request allocates nothing",
            untriggeredBytes,
            NO_OBJECT,
            Amount.bytes(untriggeredBytes)),
        Claim.atMost(
            "a request that ends before the first look costs less than 0.15 us",
            steps.nanos(profiled),
            PROFILED_NANOS,
            Amount.time(steps.nanos(profiled))),
        Claim.atMost(
            "a request that ends before the first look allocates less than 100 B",
            steps.bytes(profiled),
            PROFILED_BYTES,
            Amount.bytes(steps.bytes(profiled))),
        Claim.atMost("a note costs less than 1 us", note, NOTE_NANOS, Amount.time(note)),
        Claim.atMost(
            "a query costs at most 1 us more with the listener than through the proxy alone",
            query,
            QUERY_NANOS,
            Amount.time(query)));
  }

  private static void say(String what) {
    System.err.println("measuring: " + what);
  }
}
