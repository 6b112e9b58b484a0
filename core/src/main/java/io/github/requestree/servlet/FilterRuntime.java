package io.github.requestree.servlet;

import io.github.requestree.export.DirectorySink;
import io.github.requestree.page.RecentProfiles;
import io.github.requestree.page.ServedProfiles;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.LogSink;
import io.github.requestree.text.TextReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a filter works with from {@code init} to {@code destroy}. Thread-safe.
 *
 * @param profiler samples the requests
 * @param matcher says which, by method and path
 * @param trigger picks among these
 * @param guard knows the secret, and counts wrong ones
 * @param arrivals say since when they have waited
 * @param answered the paths that the application has answered
 * @param profileHeader the response header for a profile's id; empty for none
 * @param served the profiles that are kept for a page; null if none are
 */
record FilterRuntime(
    Profiler profiler,
    RequestMatcher matcher,
    Trigger.Gate trigger,
    SecretGuard guard,
    QueueTimeHeaders arrivals,
    AnsweredPaths answered,
    String profileHeader,
    @Nullable ServedProfiles served) {

  /**
   * @param applicationPackages packages that are known to belong to the application
   * @throws IllegalArgumentException if an option turns out to be wrong here and now
   */
  static FilterRuntime start(
      ProfilingOptions options, List<String> applicationPackages, Warnings warnings) {
    Shaping shaping = shaping(options, applicationPackages);
    TextReport report = TextReport.builder().shaping(shaping).build();
    Profiler.Builder profiler =
        Profiler.builder()
            .options(options.sampling)
            .slowerThan(options.slowerThan)
            .failedOnly(options.failedOnly)
            .comparison(RouteTotals.comparison())
            .applicationClasses(shaping::isApplicationClass);
    profiler.sink(reported(log(options, report), options));
    if (options.directory != null) {
      profiler.sink(reported(directory(options, options.directory, shaping), options));
    }
    options.sinks.forEach(sink -> profiler.sink(reported(sink, options)));
    SecretGuard guard = new SecretGuard(options.secret, System::nanoTime, warnings);
    ServedProfiles served = served(options, shaping);
    if (served != null) {
      profiler.sink(served.recent());
    }
    return new FilterRuntime(
        profiler.build(),
        new RequestMatcher(options.methods, options.include, options.exclude),
        options.trigger.start(
            new Trigger.Needs(
                System::nanoTime,
                bound -> ThreadLocalRandom.current().nextInt(bound),
                guard,
                warnings)),
        guard,
        new QueueTimeHeaders(options.arrivalHeader, System::currentTimeMillis),
        new AnsweredPaths(),
        options.profileHeader,
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
    return ServedProfiles.of(recent, shaping, Formats.all(shaping));
  }

  private static Shaping shaping(ProfilingOptions options, List<String> applicationPackages) {
    List<String> hide = new ArrayList<>(Shaping.DEFAULT.hide());
    hide.addAll(options.hide);
    return Shaping.builder()
        .showHidden(options.showHidden)
        .limit(options.limit)
        .hide(hide)
        .show(options.show)
        .application(applicationPackages)
        .build();
  }

  private static ProfileSink log(ProfilingOptions options, TextReport report) {
    return LogSink.builder(report)
        .format(options.logFormat)
        .maxReports(options.maxReports)
        .notWrittenHint(elsewhere(options))
        .build();
  }

  private static String elsewhere(ProfilingOptions options) {
    List<String> places = new ArrayList<>(2);
    if (options.recentProfiles > 0) {
      places.add("the latest and the slowest are on the page of profiles");
    }
    if (options.directory != null) {
      places.add("the slowest are in " + options.directory);
    }
    return places.isEmpty() && options.sinks.isEmpty()
        ? "recentProfiles or directory would keep them"
        : String.join(", ", places);
  }

  private static ProfileSink directory(ProfilingOptions options, Path directory, Shaping shaping) {
    try {
      return DirectorySink.builder(directory, Formats.named(options.directoryFormat, shaping))
          .maxFiles(options.directoryFiles)
          .maxBytes(options.directoryBytes)
          .build();
    } catch (IllegalArgumentException e) {
      IllegalArgumentException rejected = Option.DIRECTORY.rejected(directory.toString());
      rejected.initCause(e);
      throw rejected;
    }
  }

  private static ProfileSink reported(ProfileSink sink, ProfilingOptions options) {
    // Totals for each sink on their own, so that one that fails takes nothing from another.
    return options.groupByPath ? RouteTotals.inFrontOf(sink, options.groupEvery) : sink;
  }
}
