package io.github.requestree.campaign.disk;

import io.github.requestree.campaign.Await;
import io.github.requestree.campaign.server.Container;
import io.github.requestree.campaign.trial.Trial;
import io.github.requestree.campaign.trial.Witness;
import io.github.requestree.sampling.ActiveProfile;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.SamplingOptions;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Fills the heap of its JVM to the last bytes while a profile runs, frees it, and does so again.
 * Then it serves requests. Its argument says how often.
 */
final class FullHeapServer {

  private static final int LARGE = 1 << 20;
  private static final int HELD_MILLIS = 100;
  private static final int ROUNDS = 3;

  @SuppressWarnings("unused")
  private static volatile @Nullable Object ballast;

  private FullHeapServer() {}

  public static void main(String[] words) throws Exception {
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {});
    // Once before: a class that fails to be loaded is missing for ever.
    Trial trial = new Trial(Container.JETTY);
    List<String> broken = new ArrayList<>(trial.run(new Parts(), 1).problems());
    Witness witness = new Witness();
    Profiler profiler =
        Profiler.builder()
            .name("full")
            .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
            .sink(witness)
            .build();
    profiled(profiler, () -> {});
    for (int i = 0; i < Integer.parseInt(words[0]); i++) {
      profiled(profiler, FullHeapServer::fill);
      ballast = null;
    }
    Await.until(
        () ->
            profiler.statistics().started() == profiler.statistics().finished()
                && profiler.statistics().queued() == 0);
    long seen = witness.seen();
    profiled(profiler, () -> {});
    if (!Await.until(() -> witness.seen() > seen)) {
      broken.add("nothing is reported any more: " + profiler.statistics());
    }
    profiler.close();
    Trial.Result result = trial.run(new Parts(), ROUNDS);
    broken.addAll(result.problems());
    if (result.statistics().reported() != result.requests()) {
      broken.add("not all are reported: " + result.statistics());
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "found=%,d requests afterwards, %,d reported",
            result.requests(),
            result.statistics().reported()));
    System.out.println("broken=" + String.join("; ", broken));
    Runtime.getRuntime().halt(0);
  }

  private static void profiled(Profiler profiler, Runnable work) {
    ActiveProfile profile = null;
    try {
      profile = profiler.begin(() -> "fills the heap");
      if (profile != null) {
        profile.enter();
      }
      work.run();
    } catch (OutOfMemoryError e) {
      // For want of the profile itself there is none.
      ballast = null;
    } finally {
      if (profile != null) {
        profile.close();
      }
    }
  }

  private static void fill() {
    Object[] last = null;
    int size = LARGE;
    while (size > 0) {
      try {
        Object[] next = {last, new byte[size]};
        last = next;
        ballast = last;
      } catch (OutOfMemoryError e) {
        size /= 2;
      }
    }
    try {
      Thread.sleep(HELD_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Parts implements Trial.Parts {
    private final Witness witness = new Witness();

    @Override
    public ProfilingFilter filter() {
      return ProfilingFilter.create(
          ProfilingOptions.builder().maxOverhead(1).maxReports(10_000).addSink(witness).build());
    }

    @Override
    public Witness witness() {
      return witness;
    }
  }
}
