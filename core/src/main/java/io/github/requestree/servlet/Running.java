package io.github.requestree.servlet;

import io.github.requestree.profile.ProfileSink;
import io.github.requestree.report.TextReport;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.sink.LogSink;

/**
 * What a filter works with from {@code init} to {@code destroy}. Thread-safe.
 *
 * @param profiler samples the requests
 * @param matcher says which
 */
record Running(Profiler profiler, RequestMatcher matcher) {

  static Running start(ProfilingOptions options) {
    Profiler.Builder profiler =
        Profiler.builder().options(options.sampling).slowerThan(options.slowerThan);
    profiler.sink(reported(log(options), options));
    options.sinks.forEach(sink -> profiler.sink(reported(sink, options)));
    return new Running(
        profiler.build(), new RequestMatcher(options.methods, options.include, options.exclude));
  }

  private static ProfileSink log(ProfilingOptions options) {
    Shaping.Builder shaping = Shaping.builder().showHidden(options.showHidden).limit(options.limit);
    options.hide.forEach(shaping::hide);
    options.show.forEach(shaping::show);
    TextReport report = TextReport.builder().shaping(shaping.build()).build();
    return new LogSink(report, options.maxReports);
  }

  private static ProfileSink reported(ProfileSink sink, ProfilingOptions options) {
    // Totals for each sink on their own, so that one that fails takes nothing from another.
    return new WithoutUpgrades(
        options.groupByPath ? new RouteTotals(sink, options.groupEvery) : sink);
  }
}
