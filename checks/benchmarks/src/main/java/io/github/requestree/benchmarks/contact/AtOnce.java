package io.github.requestree.benchmarks.contact;

import io.github.requestree.benchmarks.stats.Claim;
import io.github.requestree.benchmarks.stats.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The part about many requests that come at the same moment, once all code is compiled. */
final class AtOnce {

  private static final String REQUEST = "/report?scale=0.1";
  private static final int REQUESTS = 200;
  private static final int WARM_UPS = 3;

  /** The gap between two looks for the reports of a batch, and the time until they are given up. */
  private static final long POLL_MILLIS = 500;

  private static final long PATIENCE_MILLIS = 60_000;

  /** So long nothing comes before the batch that is judged: the budget is an average over it. */
  private static final long QUIET_MILLIS = 60_000;

  private static final int THREADS = 8;
  private static final int MANY_THREADS = 200;
  private static final double PERCENT = 100;
  private static final double MOST_PERCENT = 10;
  private static final double MOST_PERCENT_WITH_STOPS = 50;

  /** From this JDK on, the stack of another thread does not stop the others. */
  private static final int JDK_OF_HANDSHAKES = 19;

  private AtOnce() {}

  /**
   * One batch of requests.
   *
   * @param requests how many there were
   * @param profiles those of them that were delivered
   */
  record Batch(int requests, List<ShownProfile> profiles) {

    /** Returns those that were not sampled, and those that were not even delivered. */
    long unseen() {
      return requests - profiles.stream().filter(profile -> profile.walks() > 0).count();
    }
  }

  static List<Claim> run(ContactSettings settings, Jdk jdk)
      throws IOException, InterruptedException {
    Table table =
        new Table(
            "threads",
            "run",
            "after",
            "requests",
            "without a look",
            "not delivered",
            "walks",
            "longest, ms");
    List<Batch> few = new ArrayList<>();
    for (int threads : new int[] {THREADS, MANY_THREADS}) {
      for (int run = 1; run <= settings.runs(); run++) {
        System.err.printf("%s, at once, %d threads, run %d%n", jdk, threads, run);
        List<Batch> batches = measure(settings, jdk, threads);
        addTo(table, threads, run, "other batches", batches.get(0));
        addTo(table, threads, run, "a quiet minute", batches.get(1));
        if (threads == THREADS) {
          few.add(batches.get(1));
        }
      }
    }
    System.out.printf(
        Locale.ROOT, "## %s: %d times %s at once, warm%n%n%s%n", jdk, REQUESTS, REQUEST, table);
    return List.of(claim(jdk, few));
  }

  static Claim claim(Jdk jdk, List<Batch> batches) {
    double limit = jdk.feature() >= JDK_OF_HANDSHAKES ? MOST_PERCENT : MOST_PERCENT_WITH_STOPS;
    long requests = batches.stream().mapToLong(Batch::requests).sum();
    long unseen = batches.stream().mapToLong(Batch::unseen).sum();
    double percent = PERCENT * unseen / requests;
    return Claim.that(
        String.format(
            Locale.ROOT,
            "%s: of %d requests at once on %d threads, after a quiet minute, without a look at most"
                + " %.0f %%",
            jdk,
            REQUESTS,
            THREADS,
            limit),
        percent <= limit,
        String.format(Locale.ROOT, "%d of %d, %.1f %%", unseen, requests, percent));
  }

  /** Measures a batch right after others, and one after a quiet minute. */
  private static List<Batch> measure(ContactSettings settings, Jdk jdk, int threads)
      throws IOException, InterruptedException {
    // How many profiles are kept in memory changes nothing of what is sampled.
    try (Demo demo =
        Demo.start(
            jdk,
            settings.demo().toString(),
            "--threads",
            String.valueOf(threads),
            "--filter",
            "recentProfiles=1000")) {
      for (int i = 0; i < WARM_UPS; i++) {
        awaitReports(demo, askAtOnce(demo));
      }
      Batch afterOthers = batch(demo);
      Thread.sleep(QUIET_MILLIS);
      return List.of(afterOthers, batch(demo));
    }
  }

  private static Batch batch(Demo demo) throws IOException, InterruptedException {
    List<ShownProfile> profiles = new ArrayList<>();
    List<String> ids = askAtOnce(demo);
    awaitReports(demo, ids);
    for (String id : ids) {
      demo.find(id).ifPresent(profiles::add);
    }
    return new Batch(ids.size(), profiles);
  }

  /** The budget delays the reports of many; the next batch must not begin beside them. */
  private static void awaitReports(Demo demo, List<String> ids)
      throws IOException, InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    for (String id : ids) {
      while (demo.find(id).isEmpty() && System.currentTimeMillis() < deadline) {
        Thread.sleep(POLL_MILLIS);
      }
    }
  }

  /** Returns the ids of their profiles. */
  private static List<String> askAtOnce(Demo demo) throws IOException, InterruptedException {
    ExecutorService clients = Executors.newFixedThreadPool(REQUESTS);
    CountDownLatch ready = new CountDownLatch(REQUESTS);
    try {
      List<Future<Demo.Response>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        answers.add(
            clients.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return demo.get(REQUEST);
                }));
      }
      List<String> ids = new ArrayList<>();
      for (Future<Demo.Response> answer : answers) {
        ids.add(answer.get().profileId());
      }
      return ids;
    } catch (ExecutionException e) {
      throw new IOException(REQUEST + " does not answer", e);
    } finally {
      clients.shutdownNow();
    }
  }

  private static void addTo(Table table, int threads, int run, String after, Batch batch) {
    List<ShownProfile> profiles = batch.profiles();
    table.row(
        String.valueOf(threads),
        String.valueOf(run),
        after,
        String.valueOf(batch.requests()),
        String.valueOf(batch.unseen()),
        String.valueOf(batch.requests() - profiles.size()),
        String.valueOf(profiles.stream().mapToLong(ShownProfile::walks).sum()),
        String.format(
            Locale.ROOT,
            "%.0f",
            profiles.stream().mapToDouble(ShownProfile::millis).max().orElse(Double.NaN)));
  }
}
