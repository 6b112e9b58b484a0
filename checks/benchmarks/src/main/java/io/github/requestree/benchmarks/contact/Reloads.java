package io.github.requestree.benchmarks.contact;

import io.github.requestree.benchmarks.fidelity.Load;
import io.github.requestree.benchmarks.stats.Claim;
import io.github.requestree.benchmarks.stats.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The part about a deep page that a developer reloads while the machine is busy with something
 * else.
 */
final class Reloads {

  private static final int RELOADS = 12;
  private static final long APART_MILLIS = 200;
  private static final int BUSY_LOOPS = 2;
  private static final double PERCENT = 100;
  private static final double MEAN_PERCENT = 10;
  private static final double EMPTY = 0.99;

  private Reloads() {}

  static List<Claim> run(ContactSettings settings, Jdk jdk) throws Exception {
    List<ShownProfile> all = new ArrayList<>();
    Table table = new Table("run", "ms", "walks", "[not sampled], %", "empty");
    int depth = 0;
    for (int run = 1; run <= settings.runs(); run++) {
      System.err.printf("%s, reloads, run %d%n", jdk, run);
      try (Demo page = start(jdk)) {
        depth = page.get(DeepPage.PATH).body().get("depth").asInt();
        List<ShownProfile> reloads = reload(page);
        all.addAll(reloads);
        table.row(
            String.valueOf(run),
            each(reloads, ShownProfile::millis),
            each(reloads, ShownProfile::walks),
            each(reloads, profile -> PERCENT * profile.notSampledShare()),
            String.valueOf(empty(reloads)));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "## %s: a page %d calls deep, %d reloads %d ms apart, beside %d busy loops%n%n%s%n",
        jdk,
        depth,
        RELOADS,
        APART_MILLIS,
        BUSY_LOOPS,
        table);
    return claims(jdk.toString(), all);
  }

  private static Demo start(Jdk jdk) throws Exception {
    return Demo.run(
        jdk, List.of("-cp", System.getProperty("java.class.path"), DeepPage.class.getName()));
  }

  private static List<ShownProfile> reload(Demo page) throws Exception {
    List<String> ids = new ArrayList<>();
    Load load = Load.unprofiled(BUSY_LOOPS);
    try {
      for (int reload = 0; reload < RELOADS; reload++) {
        Thread.sleep(APART_MILLIS);
        ids.add(page.get(DeepPage.PATH).profileId());
      }
    } finally {
      load.stop();
    }
    List<ShownProfile> reloads = new ArrayList<>();
    for (String id : ids) {
      reloads.add(page.profile(id));
    }
    return reloads;
  }

  static List<Claim> claims(String jdk, List<ShownProfile> reloads) {
    double mean =
        PERCENT
            * reloads.stream()
                .mapToDouble(ShownProfile::notSampledShare)
                .average()
                .orElse(Double.NaN);
    long empty = empty(reloads);
    return List.of(
        Claim.that(
            jdk + ": no reload of a deep page is empty beside busy loops",
            !reloads.isEmpty() && empty == 0,
            empty + " of " + reloads.size() + " are"),
        Claim.that(
            String.format(
                Locale.ROOT,
                "%s: mean [not sampled] of these reloads at most %.0f %%",
                jdk,
                MEAN_PERCENT),
            mean <= MEAN_PERCENT,
            String.format(Locale.ROOT, "%.1f %% of %d requests", mean, reloads.size())));
  }

  /** Returns the number of trees that say nothing. */
  private static long empty(List<ShownProfile> reloads) {
    return reloads.stream().filter(profile -> profile.notSampledShare() >= EMPTY).count();
  }

  private static String each(List<ShownProfile> reloads, ToDoubleFunction<ShownProfile> figure) {
    return reloads.stream()
        .map(profile -> String.format(Locale.ROOT, "%.0f", figure.applyAsDouble(profile)))
        .collect(Collectors.joining(" "));
  }
}
