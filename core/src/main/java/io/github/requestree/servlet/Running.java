package io.github.requestree.servlet;

import io.github.requestree.profile.ProfileSink;
import io.github.requestree.report.TextReport;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.sink.LogSink;
import java.util.ArrayList;
import java.util.List;

/**
 * What a filter works with from {@code init} to {@code destroy}. Thread-safe.
 *
 * @param profiler samples the requests
 * @param matcher says which
 * @param arrivals say since when they have waited
 */
record Running(Profiler profiler, RequestMatcher matcher, ArrivalHeaders arrivals) {

  static Running start(ProfilingOptions options) {
    Shaping shaping = shaping(options);
    Profiler.Builder profiler =
        Profiler.builder()
            .options(options.sampling)
            .slowerThan(options.slowerThan)
            .comparison(RouteTotals.comparison())
            .applicationClasses(shaping::isApplicationClass);
    profiler.sink(reported(log(options, shaping), options));
    options.sinks.forEach(sink -> profiler.sink(reported(sink, options)));
    return new Running(
        profiler.build(),
        new RequestMatcher(options.methods, options.include, options.exclude),
        new ArrivalHeaders(options.arrivalHeader, System::currentTimeMillis));
  }

  private static Shaping shaping(ProfilingOptions options) {
    List<String> hide = new ArrayList<>(Shaping.DEFAULT.hide());
    hide.addAll(options.hide);
    return Shaping.builder()
        .showHidden(options.showHidden)
        .limit(options.limit)
        .hide(hide)
        .show(options.show)
        .build();
  }

  private static ProfileSink log(ProfilingOptions options, Shaping shaping) {
    return LogSink.builder(TextReport.builder().shaping(shaping).build())
        .maxReports(options.maxReports)
        .build();
  }

  private static ProfileSink reported(ProfileSink sink, ProfilingOptions options) {
    // Totals for each sink on their own, so that one that fails takes nothing from another.
    return new WithoutUpgrades(
        options.groupByPath ? RouteTotals.inFrontOf(sink, options.groupEvery) : sink);
  }
}
