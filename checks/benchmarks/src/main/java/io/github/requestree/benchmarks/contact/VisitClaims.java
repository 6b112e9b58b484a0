package io.github.requestree.benchmarks.contact;

import io.github.requestree.benchmarks.contact.Compared.Target;
import io.github.requestree.benchmarks.stats.Claim;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds what the demo's profiles show against what is promised of a developer's first requests.
 *
 * @param jdk on which JDK
 * @param visits all requests of all runs
 */
record VisitClaims(String jdk, List<Visit> visits) {

  private static final double PERCENT = 100;
  private static final double COUNTED_MILLIS = 20;
  private static final double LONG_MILLIS = 50;
  private static final double MEAN_PERCENT = 2;
  private static final double MEAN_PERCENT_OF_SECONDS = 1.5;
  private static final double WORST_PERCENT = 10;
  private static final double WORST_MILLIS = 5;

  /** All of them, each of which holds or does not. */
  List<Claim> all() {
    List<Compared> compared = visits.stream().flatMap(each -> Compared.of(each).stream()).toList();
    return List.of(
        mean("mean [not sampled] of requests of 20 ms or more", MEAN_PERCENT, visit -> true),
        mean(
            "mean [not sampled] of the second ones among them",
            MEAN_PERCENT_OF_SECONDS,
            visit -> visit.turn() == 2),
        worstOfLong(),
        worstOfShort(),
        within("every lane and await within 3 ms or 3 %", Target.HAND_OFF, compared),
        within("/cpu divides its time 70/30 within 3 points", Target.SHARE, compared),
        within("/remote shows each call within 5 ms of its time", Target.REMOTE, compared),
        named("/remote names both calls", "/remote", "http", 2),
        within("/query?join=true has its query's time within 3 ms or 3 %", Target.QUERY, compared),
        named("/query?join=true names its query", DemoVisits.JOIN, "sql", 1),
        queryInTree());
  }

  private Claim mean(String text, double limit, Predicate<Visit> which) {
    double mean =
        PERCENT
            * visits.stream()
                .filter(visit -> visit.shown().millis() >= COUNTED_MILLIS)
                .filter(which)
                .mapToDouble(visit -> visit.shown().notSampledShare())
                .average()
                .orElse(Double.NaN);
    long count =
        visits.stream()
            .filter(visit -> visit.shown().millis() >= COUNTED_MILLIS)
            .filter(which)
            .count();
    return claim(
        String.format(Locale.ROOT, "%s at most %.1f %%", text, limit),
        mean <= limit,
        String.format(Locale.ROOT, "%.2f %% of %d requests", mean, count));
  }

  private Claim worstOfLong() {
    List<Visit> all =
        visits.stream().filter(visit -> visit.shown().millis() >= LONG_MILLIS).toList();
    Optional<Visit> worst =
        all.stream().max(Comparator.comparingDouble(visit -> visit.shown().notSampledShare()));
    long beyond =
        all.stream()
            .filter(visit -> PERCENT * visit.shown().notSampledShare() > WORST_PERCENT)
            .count();
    return claim(
        "[not sampled] of none of 50 ms or more above 10 %",
        worst.isPresent() && beyond == 0,
        beyond
            + " of "
            + all.size()
            + worst
                .map(
                    visit ->
                        String.format(
                            Locale.ROOT,
                            ", worst %.1f %%, %s",
                            PERCENT * visit.shown().notSampledShare(),
                            visit))
                .orElse(""));
  }

  private Claim worstOfShort() {
    List<Visit> all =
        visits.stream()
            .filter(visit -> visit.shown().millis() >= COUNTED_MILLIS)
            .filter(visit -> visit.shown().millis() < LONG_MILLIS)
            .toList();
    Optional<Visit> worst =
        all.stream().max(Comparator.comparingDouble(visit -> visit.shown().notSampledMillis()));
    long beyond =
        all.stream().filter(visit -> visit.shown().notSampledMillis() > WORST_MILLIS).count();
    return claim(
        "[not sampled] of those of 20 to 50 ms at most 5 ms",
        beyond == 0,
        beyond
            + " of "
            + all.size()
            + " beyond"
            + worst
                .map(
                    visit ->
                        String.format(
                            Locale.ROOT,
                            ", worst %.1f ms, %s",
                            visit.shown().notSampledMillis(),
                            visit))
                .orElse(""));
  }

  private Claim within(String text, Target target, List<Compared> compared) {
    List<Compared> all = compared.stream().filter(each -> each.target() == target).toList();
    Optional<Compared> worst = all.stream().max(Comparator.comparingDouble(Compared::ratio));
    long beyond = all.stream().filter(each -> each.ratio() > 1).count();
    return claim(
        text,
        !all.isEmpty() && beyond == 0,
        beyond + " of " + all.size() + " beyond" + worst.map(VisitClaims::worst).orElse(""));
  }

  private static String worst(Compared worst) {
    String start = ", worst " + worst.visit() + ": " + worst.what();
    if (worst.target() != Target.SHARE) {
      return String.format(
          Locale.ROOT, "%s %.1f ms for %.1f ms", start, worst.shown(), worst.measured());
    }
    double duration = worst.visit().shown().millis();
    return String.format(
        Locale.ROOT,
        "%s %.1f %% for %.1f %%",
        start,
        PERCENT * worst.shown() / duration,
        PERCENT * worst.measured() / duration);
  }

  private Claim named(String text, String request, String kind, long count) {
    List<Visit> all = visits.stream().filter(visit -> visit.request().equals(request)).toList();
    long named = all.stream().filter(visit -> visit.shown().events(kind, "") == count).count();
    return claim(
        text, !all.isEmpty() && named == all.size(), named + " of " + all.size() + " requests do");
  }

  /** The list of queries is known exactly in any case; the tree has to have seen it, too. */
  private Claim queryInTree() {
    List<Visit> all =
        visits.stream().filter(visit -> visit.request().equals(DemoVisits.JOIN)).toList();
    long within = all.stream().filter(VisitClaims::hasQueryInTree).count();
    return claim(
        "/query?join=true has its query's time below the call that made it",
        !all.isEmpty() && within == all.size(),
        within + " of " + all.size() + " requests do");
  }

  private static boolean hasQueryInTree(Visit visit) {
    double query = visit.measured().lapMillis("executeQuery");
    double call = visit.shown().methodMillis("QueryRoute", "totalOfAll");
    return call >= query - Compared.tolerance(query);
  }

  private Claim claim(String text, boolean holds, String found) {
    return Claim.that(jdk + ": " + text, holds, found);
  }
}
