package io.github.requestree.servlet;

import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.SamplingOptions;
import io.github.requestree.text.LogSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ProfilingFilter} profiles and how it reports. Immutable and thread-safe.
 *
 * <p>Each method of the builder is also the name of an init-param for {@code web.xml}.
 */
public final class ProfilingOptions {

  private static final ProfilingOptions DEFAULTS = new Builder().build();

  // Read by the package, so that nobody outside depends on how options are kept.
  final SamplingOptions sampling;
  final Trigger trigger;
  final @Nullable Secret secret;
  final List<String> methods;
  final List<String> include;
  final List<String> exclude;
  final Duration slowerThan;
  final boolean failedOnly;
  final boolean groupByPath;
  final Duration groupEvery;
  final int maxReports;
  final LogSink.Format logFormat;
  final List<String> arrivalHeader;
  final String profileHeader;
  final @Nullable Path directory;
  final String directoryFormat;
  final int directoryFiles;
  final long directoryBytes;
  final int recentProfiles;
  final boolean showHidden;
  final int limit;
  final List<String> hide;
  final List<String> show;
  final List<ProfileSink> sinks;

  private ProfilingOptions(Builder builder) {
    sampling = builder.sampling;
    trigger = builder.trigger;
    secret = builder.secret;
    methods = builder.methods;
    include = builder.include;
    exclude = builder.exclude;
    slowerThan = builder.slowerThan;
    failedOnly = builder.failedOnly;
    groupByPath = builder.groupByPath;
    groupEvery = builder.groupEvery;
    maxReports = builder.maxReports;
    logFormat = builder.logFormat;
    arrivalHeader = builder.arrivalHeader;
    profileHeader = builder.profileHeader;
    directory = builder.directory;
    directoryFormat = builder.directoryFormat;
    directoryFiles = builder.directoryFiles;
    directoryBytes = builder.directoryBytes;
    recentProfiles = builder.recentProfiles;
    showHidden = builder.showHidden;
    limit = builder.limit;
    hide = builder.hide;
    show = builder.show;
    sinks = List.copyOf(builder.sinks);
  }

  /** The options that hold where nothing else is said. */
  public static ProfilingOptions defaults() {
    return DEFAULTS;
  }

  /** A builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from these options, sinks included. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.sampling = sampling;
    builder.trigger = trigger;
    builder.secret = secret;
    builder.methods = methods;
    builder.include = include;
    builder.exclude = exclude;
    builder.slowerThan = slowerThan;
    builder.failedOnly = failedOnly;
    builder.groupByPath = groupByPath;
    builder.groupEvery = groupEvery;
    builder.maxReports = maxReports;
    builder.logFormat = logFormat;
    builder.arrivalHeader = arrivalHeader;
    builder.profileHeader = profileHeader;
    builder.directory = directory;
    builder.directoryFormat = directoryFormat;
    builder.directoryFiles = directoryFiles;
    builder.directoryBytes = directoryBytes;
    builder.recentProfiles = recentProfiles;
    builder.showHidden = showHidden;
    builder.limit = limit;
    builder.hide = hide;
    builder.show = show;
    builder.sinks.addAll(sinks);
    return builder;
  }

  /** What differs from the defaults, as it would be written in init-params. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "ProfilingOptions[", "]");
    for (Option option : Option.values()) {
      String value = option.write(this);
      if (!value.equals(option.byDefault())) {
        text.add(option.parameter() + "=" + value);
      }
    }
    if (!sinks.isEmpty()) {
      text.add("sinks=" + sinks.size());
    }
    return text.toString();
  }

  /**
   * Makes {@link ProfilingOptions}. <em>Not</em> thread-safe. Each method throws an {@link
   * IllegalArgumentException} for a value that it does not accept, naming what it accepts.
   */
  public static final class Builder {

    private SamplingOptions sampling = SamplingOptions.DEFAULT;
    private Trigger trigger = Trigger.all();
    private @Nullable Secret secret;
    private List<String> methods = List.of();
    private List<String> include = List.of();
    private List<String> exclude = List.of();
    private Duration slowerThan = Duration.ZERO;
    private boolean failedOnly;
    private boolean groupByPath;
    private Duration groupEvery = Duration.ofSeconds(10);
    private int maxReports = 20;
    private LogSink.Format logFormat = LogSink.Format.TEXT;
    private List<String> arrivalHeader = List.of();
    private String profileHeader = "";
    private @Nullable Path directory;
    private String directoryFormat = "text";
    private int directoryFiles = 200;
    private long directoryBytes = 50_000_000;
    private int recentProfiles;
    private boolean showHidden;
    private int limit = 50;
    private List<String> hide = List.of();
    private List<String> show = List.of();
    private final List<ProfileSink> sinks = new ArrayList<>();

    private Builder() {}

    /** Sets the mean gap between two looks at one request, 100 us to 10 s; default 1 ms. */
    public Builder interval(Duration value) {
      OptionCheck.range(Option.INTERVAL, value, Duration.ofNanos(100_000), Duration.ofSeconds(10));
      sampling = sampling.withInterval(value);
      return this;
    }

    /** Sets the share of one core that profiling may cost, 0.001 to 1; default 0.02. */
    public Builder maxOverhead(double share) {
      OptionCheck.that(
          Option.MAX_OVERHEAD, share >= 0.001 && share <= 1, OptionText.percent(share));
      sampling = sampling.withMaxOverhead(share);
      return this;
    }

    /** Profiles only requests that the trigger picks, of those that the next three let pass. */
    public Builder trigger(Trigger value) {
      trigger = Objects.requireNonNull(value, "trigger");
      return this;
    }

    /**
     * Sets what a request must bring to be profiled {@linkplain Trigger#onDemandByHeader on
     * demand}: 16 to 200 characters of printable ASCII. {@code env:NAME} takes it from an
     * environment variable and {@code file:PATH} from a file, now. It is in no error and no text.
     */
    public Builder secret(String value) {
      try {
        secret = Secret.of(value.strip(), System::getenv);
      } catch (IllegalArgumentException e) {
        throw Option.SECRET.rejectedUnseen(e.getMessage());
      }
      return this;
    }

    /** Profiles requests of these HTTP methods only; default all. */
    public Builder methods(String... values) {
      return methods(List.of(values));
    }

    Builder methods(List<String> values) {
      methods =
          OptionCheck.each(Option.METHODS, values, OptionCheck::isToken).stream()
              .map(method -> method.toUpperCase(Locale.ROOT))
              .toList();
      return this;
    }

    /**
     * Profiles only requests whose path matches one of these patterns; default all. The path is
     * decoded, without context path and path parameters; {@code *} stands for any characters.
     */
    public Builder include(String... patterns) {
      return include(List.of(patterns));
    }

    Builder include(List<String> patterns) {
      include = OptionCheck.each(Option.INCLUDE, patterns, PathPattern::canMatch);
      return this;
    }

    /** Does not profile requests whose path matches one of these, even if included. */
    public Builder exclude(String... patterns) {
      return exclude(List.of(patterns));
    }

    Builder exclude(List<String> patterns) {
      exclude = OptionCheck.each(Option.EXCLUDE, patterns, PathPattern::canMatch);
      return this;
    }

    /** Reports only requests that took at least this long, 0 to 24 h; default 0. */
    public Builder slowerThan(Duration value) {
      OptionCheck.range(Option.SLOWER_THAN, value, Duration.ZERO, Duration.ofHours(24));
      slowerThan = value;
      return this;
    }

    /**
     * Reports only requests that failed: by an exception, or with a status of 500 or more; default
     * false. Requests that have not ended are not reported then.
     */
    public Builder failedOnly(boolean value) {
      failedOnly = value;
      return this;
    }

    /** Reports the requests of each method and route together, not one by one; default false. */
    public Builder groupByPath(boolean value) {
      groupByPath = value;
      return this;
    }

    /** Sets how often routes are reported, 1 s to 1 h; default 10 s. */
    public Builder groupEvery(Duration value) {
      OptionCheck.range(Option.GROUP_EVERY, value, Duration.ofSeconds(1), Duration.ofHours(1));
      groupEvery = value;
      return this;
    }

    /**
     * Sets how many reports are logged in a second, 1 to 10,000; the rest is counted; default 20.
     */
    public Builder maxReports(int perSecond) {
      OptionCheck.that(Option.MAX_REPORTS, perSecond >= 1 && perSecond <= 10_000, perSecond + "/s");
      maxReports = perSecond;
      return this;
    }

    /** Sets how reports are logged: as text, or as one line of JSON each; default text. */
    public Builder logFormat(LogSink.Format value) {
      logFormat = Objects.requireNonNull(value, "logFormat");
      return this;
    }

    /** Sets when a request that does not end is reported as it is, 1 s to 24 h; default 10 min. */
    public Builder maxAge(Duration value) {
      OptionCheck.range(Option.MAX_AGE, value, Duration.ofSeconds(1), Duration.ofHours(24));
      sampling = sampling.withMaxAge(value);
      return this;
    }

    /**
     * Names threads that must never block, beside the event loops of Netty, Vert.x and Reactor;
     * {@code *} stands for any characters. A call that waits on one of them for {@link
     * #blockedAfter} is marked, and warned of while it does. Name a container's threads only if no
     * request of yours may block.
     */
    public Builder nonBlockingThreads(String... names) {
      return nonBlockingThreads(List.of(names));
    }

    Builder nonBlockingThreads(List<String> names) {
      OptionCheck.that(
          Option.NON_BLOCKING_THREADS,
          names.size() <= 100 && names.stream().allMatch(OptionCheck::isThreadName),
          OptionText.list(names));
      sampling = sampling.withNonBlockingThreads(names);
      return this;
    }

    /**
     * Sets how long a call may wait on a thread that must not block, 1 ms to 1 h; default 50 ms.
     */
    public Builder blockedAfter(Duration value) {
      OptionCheck.range(Option.BLOCKED_AFTER, value, Duration.ofMillis(1), Duration.ofHours(1));
      sampling = sampling.withBlockedAfter(value);
      return this;
    }

    /**
     * Sets when a request that has not ended is reported as it is, and again whenever that time has
     * doubled, 1 s to 24 h, or 0 for never; default 30 s.
     */
    public Builder stillRunningAfter(Duration value) {
      if (!value.isZero()) {
        OptionCheck.range(
            Option.STILL_RUNNING_AFTER, value, Duration.ofSeconds(1), Duration.ofHours(24));
      }
      sampling = sampling.withStillRunningAfter(value);
      return this;
    }

    /**
     * Reads from the first of these request headers that tells it how long a request had waited
     * before it reached the filter; up to 5, default none. Only a header that the proxy sets itself
     * can be trusted: clients can send any.
     */
    public Builder arrivalHeader(String... names) {
      return arrivalHeader(List.of(names));
    }

    Builder arrivalHeader(List<String> names) {
      boolean few = names.size() <= QueueTimeHeaders.MOST;
      OptionCheck.that(Option.ARRIVAL_HEADER, few, OptionText.list(names));
      arrivalHeader = OptionCheck.each(Option.ARRIVAL_HEADER, names, OptionCheck::isToken);
      return this;
    }

    /**
     * Tells the client the id of its request's profile in this response header; default none. Not
     * each request that has an id is reported in the end.
     */
    public Builder profileHeader(String name) {
      OptionCheck.that(
          Option.PROFILE_HEADER, name.length() <= 100 && OptionCheck.isToken(name), name);
      profileHeader = name;
      return this;
    }

    /**
     * Writes each report into a file of its own in this directory as well; default none. It is made
     * if need be, when the filter starts.
     */
    public Builder directory(Path value) {
      OptionCheck.that(Option.DIRECTORY, !value.toString().isBlank(), value.toString());
      directory = value;
      return this;
    }

    /**
     * Sets the format of these files: {@code text}, {@code json}, {@code speedscope}, {@code
     * collapsed}, {@code pprof} or {@code html}; default text. Other formats and several
     * directories are for {@link #addSink}.
     */
    public Builder directoryFormat(String name) {
      OptionCheck.that(Option.DIRECTORY_FORMAT, Formats.names().contains(name), name);
      directoryFormat = name;
      return this;
    }

    /**
     * Sets how many files the directory holds, those of earlier runs included, 1 to 10,000: for a
     * slower one the fastest are deleted; default 200.
     */
    public Builder directoryFiles(int most) {
      OptionCheck.that(Option.DIRECTORY_FILES, most >= 1 && most <= 10_000, String.valueOf(most));
      directoryFiles = most;
      return this;
    }

    /** Sets how many bytes these files have together, 1 MB to 100 GB; default 50 MB. */
    public Builder directoryBytes(long most) {
      OptionCheck.that(
          Option.DIRECTORY_BYTES,
          most >= 1_000_000 && most <= 100_000_000_000L,
          OptionText.bytes(most));
      directoryBytes = most;
      return this;
    }

    /**
     * Keeps so many of the most recent profiles in memory, up to 10,000, the slowest 50, and the
     * merged one of each route, for a {@link ProfilesServlet} in the same application; default 0,
     * nothing. Requests are then profiled whether or not the log wants them.
     */
    public Builder recentProfiles(int number) {
      OptionCheck.that(
          Option.RECENT_PROFILES, number >= 0 && number <= 10_000, String.valueOf(number));
      recentProfiles = number;
      return this;
    }

    /** Shows the frames of libraries instead of folding them; default false. */
    public Builder showHidden(boolean value) {
      showHidden = value;
      return this;
    }

    /** Sets how many nodes of a tree are shown, 1 to 10,000; default 50. */
    public Builder limit(int nodes) {
      OptionCheck.that(Option.LIMIT, nodes >= 1 && nodes <= 10_000, String.valueOf(nodes));
      limit = nodes;
      return this;
    }

    /** Takes these packages for libraries, beside the JDK, containers and common frameworks. */
    public Builder hide(String... packages) {
      return hide(List.of(packages));
    }

    Builder hide(List<String> packages) {
      hide = OptionCheck.each(Option.HIDE, packages, OptionCheck::isPackage);
      return this;
    }

    /** Takes these packages for the application, even if they are hidden otherwise. */
    public Builder show(String... packages) {
      return show(List.of(packages));
    }

    Builder show(List<String> packages) {
      show = OptionCheck.each(Option.SHOW, packages, OptionCheck::isPackage);
      return this;
    }

    /** Adds a sink that gets what the log gets, however much that is. */
    public Builder addSink(ProfileSink sink) {
      sinks.add(Objects.requireNonNull(sink, "sink"));
      return this;
    }

    /**
     * Makes the options.
     *
     * @throws IllegalArgumentException if the trigger is on demand and there is no secret
     */
    public ProfilingOptions build() {
      if (trigger.needsSecret && secret == null) {
        // Whoever may send requests could switch profiling on.
        throw new IllegalArgumentException(
            Option.TRIGGER.parameter()
                + " is '"
                + OptionText.shown(trigger.toString())
                + "', but parameter and header are accepted only with secret, which is "
                + Option.SECRET.accepted()
                + "; or, in code, with a predicate of your own");
      }
      return new ProfilingOptions(this);
    }
  }
}
