package io.github.requestree.servlet;

import io.github.requestree.export.DirectorySink;
import io.github.requestree.internal.Options;
import io.github.requestree.page.PublishedProfiles;
import io.github.requestree.page.RecentProfiles;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.SamplingOptions;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.LogSink;
import io.github.requestree.text.TextReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The parts that a filter works with from {@code init} to {@code destroy}. Thread-safe. */
final class FilterRuntime {

  /** The filter that works with them. */
  final ProfilingFilter filter;

  /** Samples the requests. */
  final Profiler profiler;

  /** Decides which requests are profiled, by method and path. */
  final RequestMatcher matcher;

  /** Picks among these requests. */
  final Trigger.Gate trigger;

  /** Knows the secret, and counts wrong ones. */
  final SecretGuard guard;

  /** Read the time since when requests have waited. */
  final QueueTimeHeaders queueTime;

  /** The paths that the application has answered. */
  final AnsweredPaths answered = new AnsweredPaths();

  /** The response header for a profile's id; empty for none. */
  final String profileHeader;

  /** Whether browsers are told the ids of their profiles. */
  final boolean badge;

  /** The profiles that are kept for a page; null if none are. */
  final @Nullable PublishedProfiles served;

  /**
   * @param filter works with them
   * @param builder makes the profiler
   * @param applicationPackages packages that are known to belong to the application
   * @param pages where the pages of profiles are, as far as that is known
   * @throws IllegalArgumentException if an option cannot be used here and now
   */
  FilterRuntime(
      ProfilingFilter filter,
      ProfilingOptions options,
      Profiler.Builder builder,
      List<String> applicationPackages,
      Supplier<String> pages,
      Warnings warnings) {
    this.filter = filter;
    Shaping shaping = shaping(options, applicationPackages);
    served = served(options, shaping);
    profiler = profiler(builder, options, shaping, served, pages);
    matcher =
        new RequestMatcher(
            options.get(ProfilingOptions.METHODS),
            options.get(ProfilingOptions.INCLUDE),
            options.get(ProfilingOptions.EXCLUDE));
    guard =
        new SecretGuard(
            options.get(ProfilingOptions.SECRET).orElse(null), System::nanoTime, warnings);
    trigger =
        options
            .get(ProfilingOptions.TRIGGER)
            .start(
                new Trigger.Needs(
                    System::nanoTime,
                    bound -> ThreadLocalRandom.current().nextInt(bound),
                    guard,
                    warnings));
    queueTime =
        new QueueTimeHeaders(
            options.get(ProfilingOptions.ARRIVAL_HEADER), System::currentTimeMillis);
    profileHeader = options.get(ProfilingOptions.PROFILE_HEADER);
    badge = options.get(ProfilingOptions.BADGE) && served != null;
    if (options.get(ProfilingOptions.BADGE) && served == null) {
      warnings.setup("badge has no effect, as recentProfiles is 0");
    }
  }

  private static Profiler profiler(
      Profiler.Builder profiler,
      ProfilingOptions options,
      Shaping shaping,
      @Nullable PublishedProfiles served,
      Supplier<String> pages) {
    TextReport logged =
        TextReport.builder()
            .shaping(shaping)
            .colour(options.get(ProfilingOptions.COLOUR))
            .pages(served == null ? () -> "" : pages)
            .build();
    profiler
        .options(sampling(options))
        .slowerThan(options.get(Options.SLOWER_THAN))
        .failedOnly(options.get(Options.FAILED_ONLY))
        .comparison(RouteTotals.comparison())
        .integrations(options.get(Options.INTEGRATIONS))
        .applicationClasses(shaping::isApplicationClass)
        .sink(reported(log(options, logged), options));
    options
        .get(ProfilingOptions.DIRECTORY)
        .ifPresent(
            directory -> profiler.sink(reported(directory(options, directory, shaping), options)));
    options.sinks.forEach(sink -> profiler.sink(reported(sink, options)));
    if (served != null) {
      profiler.sink(served.recent());
    }
    return profiler.build();
  }

  private static SamplingOptions sampling(ProfilingOptions options) {
    return SamplingOptions.DEFAULT
        .withInterval(options.get(Options.INTERVAL))
        .withMaxOverhead(options.get(Options.MAX_OVERHEAD))
        .withMaxAge(options.get(Options.MAX_AGE))
        .withNonBlockingThreads(options.get(Options.NON_BLOCKING_THREADS))
        .withBlockedAfter(options.get(Options.BLOCKED_AFTER))
        .withStillRunningAfter(options.get(Options.STILL_RUNNING_AFTER));
  }

  private static @Nullable PublishedProfiles served(ProfilingOptions options, Shaping shaping) {
    int number = options.get(ProfilingOptions.RECENT_PROFILES);
    if (number == 0) {
      return null;
    }
    RecentProfiles recent =
        RecentProfiles.builder()
            .number(number)
            .groupEvery(options.get(Options.GROUP_EVERY))
            .build();
    return PublishedProfiles.of(
        recent, shaping, Formats.all(shaping), options.get(ProfilingOptions.EDITOR_LINK));
  }

  private static Shaping shaping(ProfilingOptions options, List<String> applicationPackages) {
    List<String> hide = new ArrayList<>(Shaping.DEFAULT.hide());
    hide.addAll(options.get(Options.HIDE));
    return Shaping.builder()
        .showHidden(options.get(Options.SHOW_HIDDEN))
        .limit(options.get(Options.LIMIT))
        .hide(hide)
        .show(options.get(Options.SHOW))
        .application(applicationPackages)
        .build();
  }

  private static ProfileSink log(ProfilingOptions options, TextReport report) {
    return LogSink.builder(report)
        .format(options.get(ProfilingOptions.LOG_FORMAT))
        .maxReports(options.get(Options.MAX_REPORTS))
        .notWrittenHint(elsewhere(options))
        .build();
  }

  private static String elsewhere(ProfilingOptions options) {
    List<String> places = new ArrayList<>(2);
    if (options.get(ProfilingOptions.RECENT_PROFILES) > 0) {
      places.add("the latest and the slowest are on the page of profiles");
    }
    options
        .get(ProfilingOptions.DIRECTORY)
        .ifPresent(directory -> places.add("the slowest are in " + directory));
    return places.isEmpty() && options.sinks.isEmpty()
        ? "recentProfiles or directory would keep them"
        : String.join(", ", places);
  }

  private static ProfileSink directory(ProfilingOptions options, Path directory, Shaping shaping) {
    try {
      return DirectorySink.builder(
              directory, Formats.named(options.get(ProfilingOptions.DIRECTORY_FORMAT), shaping))
          .maxFiles(options.get(Options.DIRECTORY_FILES))
          .maxBytes(options.get(Options.DIRECTORY_BYTES))
          .build();
    } catch (IllegalArgumentException e) {
      IllegalArgumentException rejected = ProfilingOptions.DIRECTORY.rejected(directory.toString());
      rejected.initCause(e);
      throw rejected;
    }
  }

  private static ProfileSink reported(ProfileSink sink, ProfilingOptions options) {
    // Totals for each sink on their own, so that one that fails takes nothing from another.
    return options.get(ProfilingOptions.GROUP_BY_PATH) && !(sink instanceof ProfileSink.EndListener)
        ? RouteTotals.inFrontOf(sink, options.get(Options.GROUP_EVERY))
        : sink;
  }
}
