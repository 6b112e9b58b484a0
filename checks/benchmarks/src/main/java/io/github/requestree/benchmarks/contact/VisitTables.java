package io.github.requestree.benchmarks.contact;

import io.github.requestree.benchmarks.stats.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Prints what the demo's profiles show; each cell has the figures of all runs.
 *
 * @param visits all requests of all runs
 */
record VisitTables(List<Visit> visits) {

  private static final double PERCENT = 100;

  /** Returns a table of the part of each request that was seen. */
  String seen() {
    Table table = new Table("request", "turn", "ms", "walks", "[not sampled], %");
    Map<String, List<Visit>> rows = grouped(visits, visit -> visit.request() + '\n' + visit.turn());
    rows.values()
        .forEach(
            runs ->
                table.row(
                    runs.get(0).request(),
                    runs.get(0).turn() == 1 ? "first" : "second",
                    each(runs, 1, visit -> visit.shown().millis()),
                    each(runs, 0, visit -> visit.shown().walks()),
                    each(runs, 1, visit -> PERCENT * visit.shown().notSampledShare())));
    return table.toString();
  }

  /** Returns a table of the times that a route measured too, beside those of its tree. */
  String compared() {
    Table table = new Table("request", "turn", "in the tree", "measured, ms", "error, ms");
    List<Compared> all = new ArrayList<>();
    visits.forEach(visit -> all.addAll(Compared.of(visit)));
    Map<String, List<Compared>> rows =
        grouped(all, each -> each.visit().request() + '\n' + each.visit().turn() + each.what());
    rows.values()
        .forEach(
            runs ->
                table.row(
                    runs.get(0).visit().request(),
                    runs.get(0).visit().turn() == 1 ? "first" : "second",
                    runs.get(0).what(),
                    each(runs, 1, Compared::measured),
                    each(runs, 1, Compared::error)));
    return table.toString();
  }

  private static <T> Map<String, List<T>> grouped(List<T> all, Function<T, String> key) {
    return all.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  private static <T> String each(List<T> runs, int decimals, ToDoubleFunction<T> figure) {
    return runs.stream()
        .map(run -> String.format(Locale.ROOT, "%." + decimals + "f", figure.applyAsDouble(run)))
        .collect(Collectors.joining(", "));
  }
}
