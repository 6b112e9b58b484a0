package io.github.requestree.sampling;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.example.app.App;
import org.jspecify.annotations.Nullable;

/**
 * A program that profiles work while its heap is full to the end, and prints what has become of the
 * profiler afterwards, a line for each fact. {@link FullHeapTest} runs it in a JVM of its own.
 */
final class FullHeap {

  private static final String NAME = "fullheap";
  private static final long SECOND = 1_000_000_000L;
  private static final int LARGE = 1 << 20;
  private static final int WARM = 50;
  private static final int LATER = 20;
  private static final Map<String, String> ATTRIBUTES = Map.of("rows", "3", "table", "orders");

  /** Makes no garbage of its own, so that whatever it runs out of memory in is ours. */
  private static final class Counting implements ProfileSink {
    final AtomicInteger checked = new AtomicInteger();
    final AtomicInteger laterComplete = new AtomicInteger();
    final AtomicInteger wrongSums = new AtomicInteger();
    volatile @Nullable Profile incomplete;

    @Override
    public void accept(Profile profile) {
      try {
        ProfileSums.assertAddUp(profile);
        checked.incrementAndGet();
      } catch (AssertionError e) {
        wrongSums.incrementAndGet();
      }
      if (profile.name().equals("later")) {
        boolean complete =
            profile.sampling().walks() > 0
                && !Trees.all(profile.root(), FullHeap::isSpinning).isEmpty();
        laterComplete.addAndGet(complete ? 1 : 0);
        incomplete = complete ? incomplete : profile;
      }
    }
  }

  private static boolean isSpinning(CallNode node) {
    return node.frame().name().equals("spins");
  }

  private final Counting first = new Counting();
  private final Counting second = new Counting();
  private final Profiler profiler =
      Profiler.builder()
          .name(NAME)
          .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
          .sink(first)
          .sink(second)
          .build();
  private final AtomicLong escaped = new AtomicLong();
  private final AtomicLong refusedMemory = new AtomicLong();
  private volatile boolean over;
  private volatile boolean full;
  private final AtomicInteger threadsEnded = new AtomicInteger();
  private volatile @Nullable Throwable firstEscaped;
  private volatile @Nullable Throwable firstUncaught;

  @SuppressWarnings("unused")
  private volatile @Nullable Object ballast;

  private FullHeap() {}

  public static void main(String[] args) throws Exception {
    new FullHeap().run(Duration.ofMillis(Long.parseLong(args[0])).toNanos());
    // Whatever hangs: the facts are printed.
    Runtime.getRuntime().halt(0);
  }

  private void run(long fullNanos) throws Exception {
    // The default one needs memory to tell.
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught(e));
    List<Thread> load =
        List.of(
            new Thread(this::calls),
            new Thread(this::calls),
            new Thread(this::requests),
            new Thread(this::longOnes));
    load.forEach(Thread::start);
    // Only once all of it was needed: a class that fails to be loaded is missing for ever.
    while (Math.min(first.checked.get(), second.checked.get()) < WARM) {
      Thread.sleep(10);
    }
    long before = usedAfterCollection();
    Thread filler = new Thread(() -> fill(fullNanos));
    filler.start();
    filler.join();
    // The load goes on: a sampler that has ended must not keep what comes.
    Thread.sleep(1_000);
    over = true;
    for (Thread thread : load) {
      thread.join();
    }
    for (int i = 0; i < LATER; i++) {
      later();
    }
    long deadline = System.nanoTime() + 10 * SECOND;
    while (System.nanoTime() < deadline && !(isQuiet() && addsUp(profiler.statistics()))) {
      Thread.sleep(10);
    }
    ProfilerStatistics statistics = profiler.statistics();
    say("wasFull", full);
    say("refusedMemory", refusedMemory.get());
    say("escaped", escaped.get());
    say("threadsEnded", threadsEnded.get());
    for (String thread : List.of("sampler", "reporter", "sink-1", "sink-2")) {
      say(thread, Thread.getAllStackTraces().keySet().stream().anyMatch(t -> is(t, thread)));
    }
    say("laterComplete", first.laterComplete.get() + second.laterComplete.get());
    Profile incomplete = first.incomplete;
    if (incomplete != null) {
      say("incompleteNanos", incomplete.durationNanos());
      say("incompleteSampling", incomplete.sampling());
      say("incompleteNotes", incomplete.notes());
    }
    say("wrongSums", first.wrongSums.get() + second.wrongSums.get());
    say("addsUp", addsUp(statistics));
    long pinned = usedAfterCollection() - before;
    say("pinnedMegabytes", Math.max(0, pinned >> 20));
    say("statistics", statistics);
    print(firstEscaped);
    print(firstUncaught);
  }

  private static void print(@Nullable Throwable thrown) {
    if (thrown != null) {
      thrown.printStackTrace();
    }
  }

  private static boolean is(Thread thread, String name) {
    return thread.getName().equals(NAME + "-" + name) && thread.isAlive();
  }

  private static void say(String fact, Object value) {
    System.out.println(fact + "=" + value);
  }

  private static long usedAfterCollection() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private boolean isQuiet() {
    ProfilerStatistics now = profiler.statistics();
    return now.queued() == 0 && now.sinks().stream().allMatch(sink -> sink.queued() == 0);
  }

  /** Every profile that began has one end, and every one that was reported one at each sink. */
  private static boolean addsUp(ProfilerStatistics now) {
    return now.started() == now.finished()
        && now.openSegments() == 0
        && now.finished() == now.belowThreshold() + now.reported() + now.dropped()
        && now.belowThreshold() == 0
        && now.sinks().stream()
            .allMatch(sink -> sink.delivered() + sink.failures() + sink.lost() == now.reported());
  }

  /** Fills the heap to the last bytes, again and again, since others let go of some. */
  private void fill(long nanos) {
    long deadline = 0;
    int size = LARGE;
    Object[] last = null;
    while (deadline == 0 || System.nanoTime() < deadline) {
      try {
        Object[] next = {last, new byte[size]};
        last = next;
        ballast = last;
      } catch (OutOfMemoryError e) {
        if (size > 1) {
          size /= 2;
        } else {
          full = true;
          deadline = deadline == 0 ? System.nanoTime() + nanos : deadline;
        }
      }
    }
    last = null;
    ballast = null;
  }

  private void calls() {
    Callable<String> work = this::work;
    while (!over) {
      try {
        profiler.call("call", work);
      } catch (Throwable e) {
        escaped(e);
      }
    }
  }

  /** What a filter does for requests that go on asynchronously. */
  private void requests() {
    ActiveProfile.Subject subject = () -> "request";
    while (!over) {
      try {
        ActiveProfile profile = profiler.begin(subject);
        if (profile != null) {
          profile.enter();
          work();
          profile.leave();
          profile.suspend();
          profile.enter();
          work();
          profile.leaveToEnd();
          profile.finish();
        }
      } catch (OutOfMemoryError e) {
        // For want of the profile itself, there is none: that is what begin says.
        refusedMemory.incrementAndGet();
      } catch (Throwable e) {
        escaped(e);
      }
    }
  }

  private void longOnes() {
    Callable<String> work =
        () -> {
          long until = System.nanoTime() + SECOND;
          while (System.nanoTime() < until && !over) {
            work();
          }
          return "done";
        };
    while (!over) {
      try {
        profiler.call("long", work);
      } catch (Throwable e) {
        escaped(e);
      }
    }
  }

  private String work() {
    long until = System.nanoTime() + 2_000_000;
    try {
      App.spins(() -> System.nanoTime() > until);
      Runnable task = FullHeap::nothing;
      Profiler.wrap(task).run();
    } catch (OutOfMemoryError e) {
      refusedMemory.incrementAndGet();
    }
    Profiler.current().note("sql", "select", 1_000, ATTRIBUTES);
    Profiler.timed("part").close();
    return "done";
  }

  private static void nothing() {}

  /** Counts from when the application's own frame is there: linking may take longer than it. */
  private final class SeenFourTimes implements BooleanSupplier {
    private final long deadline = System.nanoTime() + 10 * SECOND;
    private long before = -1;

    @Override
    public boolean getAsBoolean() {
      long walks = profiler.statistics().walks();
      before = before < 0 ? walks : before;
      return walks > before + 3 || System.nanoTime() > deadline;
    }
  }

  private void later() throws Exception {
    BooleanSupplier seen = new SeenFourTimes();
    profiler.call("later", () -> App.spins(seen));
  }

  private void uncaught(Throwable e) {
    threadsEnded.getAndIncrement();
    firstUncaught = firstUncaught == null ? e : firstUncaught;
  }

  private void escaped(Throwable e) {
    escaped.incrementAndGet();
    firstEscaped = firstEscaped == null ? e : firstEscaped;
  }
}
