package io.github.requestree.servlet;

import io.github.requestree.profile.ProfileSink;
import io.github.requestree.report.TextReport;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.sink.LogSink;
import io.github.requestree.sink.RecentProfiles;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a filter works with from {@code init} to {@code destroy}. Thread-safe.
 *
 * @param profiler samples the requests
 * @param matcher says which
 * @param arrivals say since when they have waited
 * @param served the profiles that are kept for a page; null if none are
 */
record Running(
    Profiler profiler,
    RequestMatcher matcher,
    ArrivalHeaders arrivals,
    @Nullable ServedProfiles served) {

  static Running start(ProfilingOptions options) {
    Shaping shaping = shaping(options);
    Profiler.Builder profiler =
        Profiler.builder()
            .options(options.sampling)
            .slowerThan(options.slowerThan)
            .applicationClasses(shaping::isApplicationClass);
    profiler.sink(reported(log(options, shaping), options));
    options.sinks.forEach(sink -> profiler.sink(reported(sink, options)));
    ServedProfiles served = served(options, shaping);
    if (served != null) {
      profiler.sink(new WithoutUpgrades(served.recent()));
    }
    return new Running(
        profiler.build(),
        new RequestMatcher(options.methods, options.include, options.exclude),
        new ArrivalHeaders(options.arrivalHeader, System::currentTimeMillis),
        served);
  }

  private static @Nullable ServedProfiles served(ProfilingOptions options, Shaping shaping) {
    if (options.recentProfiles == 0) {
      return null;
    }
    RecentProfiles recent =
        RecentProfiles.builder()
            .number(options.recentProfiles)
            .groupEvery(options.groupEvery)
            .build();
    return ServedProfiles.of(recent, shaping);
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
        .format(options.logFormat)
        .maxReports(options.maxReports)
        .build();
  }

  private static ProfileSink reported(ProfileSink sink, ProfilingOptions options) {
    // Totals for each sink on their own, so that one that fails takes nothing from another.
    return new WithoutUpgrades(
        options.groupByPath ? RouteTotals.inFrontOf(sink, options.groupEvery) : sink);
  }
}
