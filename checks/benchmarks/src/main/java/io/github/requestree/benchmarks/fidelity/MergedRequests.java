package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.benchmarks.stats.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The part about many short requests, merged by their name. */
final class MergedRequests {

  private static final int CONCURRENT = 64;

  /**
   * The number of times that the waiting requests are made, many at once, so that they outlast the
   * saved budget.
   */
  private static final int PASSES = 10;

  /** Until the sampler's own code is compiled, it costs far more than it does later. */
  private static final int WARM_UP = 2_000;

  private final Setting setting;
  private final long[] lengths;
  private final int repetitions;
  private final List<MergedShares> judged = new ArrayList<>();
  private final List<MergedShares> beside = new ArrayList<>();

  private MergedRequests(Setting setting) {
    this.setting = setting;
    lengths = MergedWork.lengths(setting.pick(2_000, 10_000));
    repetitions = setting.pick(4, 3);
  }

  static void run(Setting setting) throws Exception {
    setting.findings().title("Merged: short requests that split their time 60/30/10");
    MergedRequests part = new MergedRequests(setting);
    part.repeat("computing", new MergedWork(false), 1);
    part.repeat("waiting", new MergedWork(true), PASSES);
    part.print();
  }

  private void repeat(String kind, MergedWork work, int passes) throws Exception {
    long[] manyLengths = repeated(lengths, passes);
    MergedShares serial = new MergedShares(kind + ", serial", work);
    MergedShares concurrent = new MergedShares(kind + ", " + CONCURRENT + " at once", work);
    MergedShares other = new MergedShares(kind + ", serial, async-profiler", work);
    AsyncWall async = setting.async();
    ExecutorService threads = Executors.newFixedThreadPool(CONCURRENT);
    // One for each: what many requests at once overdraw would be missing in what comes after them.
    try (MergingEngine one = new MergingEngine(setting.sums());
        MergingEngine many = new MergingEngine(setting.sums())) {
      long[] warmUp = MergedWork.lengths(WARM_UP);
      serial(one, work, warmUp);
      one.merged(WARM_UP);
      concurrent(many, work, warmUp, threads);
      many.merged(WARM_UP);
      for (int i = 0; i < repetitions; i++) {
        one.startWindow();
        Truth truth = serial(one, work, lengths);
        serial.add(truth, one.merged(lengths.length));
        many.startWindow();
        truth = concurrent(many, work, manyLengths, threads);
        concurrent.add(truth, many.merged(manyLengths.length));
      }
    } finally {
      threads.shutdown();
    }
    judged.add(serial);
    judged.add(concurrent);
    if (async != null) {
      for (int i = 0; i < setting.pick(2, 1); i++) {
        watch(async, work, other);
      }
      beside.add(other);
    }
  }

  private static long[] repeated(long[] lengths, int times) {
    long[] all = new long[lengths.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(lengths, 0, all, i * lengths.length, lengths.length);
    }
    return all;
  }

  private static Truth serial(MergingEngine engine, MergedWork work, long[] lengths)
      throws Exception {
    Truth truth = new Truth();
    for (long nanos : lengths) {
      request(engine, work, truth, nanos);
    }
    return truth;
  }

  private static Truth concurrent(
      MergingEngine engine, MergedWork work, long[] lengths, ExecutorService threads)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    List<Future<Truth>> workers = new ArrayList<>();
    for (int i = 0; i < CONCURRENT; i++) {
      workers.add(
          threads.submit(
              () -> {
                Truth truth = new Truth();
                for (int k = next.getAndIncrement();
                    k < lengths.length;
                    k = next.getAndIncrement()) {
                  request(engine, work, truth, lengths[k]);
                }
                return truth;
              }));
    }
    Truth all = new Truth();
    for (Future<Truth> worker : workers) {
      all.addAll(worker.get());
    }
    return all;
  }

  private static void request(MergingEngine engine, MergedWork work, Truth truth, long nanos)
      throws Exception {
    engine.request(
        () -> {
          work.request(truth, nanos);
          return truth;
        });
  }

  private void watch(AsyncWall async, MergedWork work, MergedShares other) throws Exception {
    Truth truth = new Truth();
    CollapsedStacks stacks =
        async.watch(
            () -> {
              for (long nanos : lengths) {
                work.request(truth, nanos);
              }
            },
            MergedWork.class,
            work.methods());
    other.add(truth, stacks);
  }

  private void print() {
    Table shares = MergedShares.sharesTable();
    Table walks = MergedShares.walksTable();
    for (MergedShares one : judged) {
      one.addShares(shares);
      one.addWalks(walks);
      one.judge(setting.findings());
    }
    beside.forEach(one -> one.addShares(shares));
    setting.findings().table(shares);
    setting.findings().table(walks);
  }
}
