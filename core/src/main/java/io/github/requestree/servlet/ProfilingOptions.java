package io.github.requestree.servlet;

import static io.github.requestree.internal.Options.row;

import io.github.requestree.internal.Option;
import io.github.requestree.internal.OptionKind;
import io.github.requestree.internal.OptionValues;
import io.github.requestree.internal.Options;
import io.github.requestree.page.HtmlReport;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.text.LogSink;
import io.github.requestree.text.TextReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * The options of a {@link ProfilingFilter}: which requests it profiles and how it reports them.
 * Immutable and thread-safe.
 *
 * <p>Each method of the builder is also the name of an init-param for {@code web.xml}.
 */
public final class ProfilingOptions {

  private static final OptionKind<List<String>> PATHS = OptionKind.list(PathPattern::canMatch);
  private static final OptionKind<List<String>> TOKENS = OptionKind.list(RequestMatcher::isToken);

  static final Option<Trigger> TRIGGER =
      row("trigger", OptionKind.of(Trigger.all(), Trigger::read, Trigger::toString));
  static final Option<Optional<Secret>> SECRET =
      row(
          "secret",
          OptionKind.of(
              Optional.empty(), Secret::given, value -> value.isEmpty() ? "" : "(not shown)"));
  static final Option<List<String>> METHODS =
      row("methods", TOKENS.from(text -> text.toUpperCase(Locale.ROOT)));
  static final Option<List<String>> INCLUDE = row("include", PATHS);
  static final Option<List<String>> EXCLUDE = row("exclude", PATHS);
  static final Option<Boolean> GROUP_BY_PATH = row("groupByPath", OptionKind.FLAG);
  static final Option<LogSink.Format> LOG_FORMAT =
      row("logFormat", OptionKind.constant(LogSink.Format.class));
  static final Option<TextReport.Colour> COLOUR =
      row("colour", OptionKind.constant(TextReport.Colour.class));
  static final Option<List<String>> ARRIVAL_HEADER =
      row("arrivalHeader", TOKENS.where(names -> names.size() <= QueueTimeHeaders.MAX));
  static final Option<String> PROFILE_HEADER =
      row(
          "profileHeader",
          OptionKind.TEXT.where(name -> name.length() <= 100 && RequestMatcher.isToken(name)));
  static final Option<Optional<Path>> DIRECTORY =
      row(
          "directory",
          OptionKind.of(
                  Optional.<Path>empty(),
                  text -> Optional.of(Path.of(text)),
                  value -> value.map(Path::toString).orElse(""))
              .where(value -> value.isPresent() && !value.get().toString().isBlank()));
  static final Option<String> DIRECTORY_FORMAT =
      row("directoryFormat", OptionKind.choice(Formats.names(), name -> name));
  static final Option<Integer> RECENT_PROFILES = row("recentProfiles", OptionKind.NUMBER);
  static final Option<String> EDITOR_LINK =
      row("editorLink", OptionKind.TEXT.where(HtmlReport::isEditorLink));
  static final Option<Boolean> BADGE = row("badge", OptionKind.FLAG);

  /** All options, in the order in which they are documented. */
  static final List<Option<?>> ALL = Options.all();

  private static final ProfilingOptions DEFAULTS = new Builder().build();

  private final OptionValues values;
  final List<ProfileSink> sinks;

  private ProfilingOptions(OptionValues values, List<ProfileSink> sinks) {
    this.values = values;
    this.sinks = List.copyOf(sinks);
  }

  /** Returns the default options. */
  public static ProfilingOptions defaults() {
    return DEFAULTS;
  }

  /** Returns the names of all options, in the order in which they are documented. */
  public static List<String> names() {
    return ALL.stream().<String>map(Option::name).toList();
  }

  /** Returns a builder that starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts from these options, sinks included. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.values = values;
    builder.sinks.addAll(sinks);
    return builder;
  }

  <T> T get(Option<T> option) {
    return values.get(option);
  }

  /** Returns the options that differ from the defaults, as they would be written in init-params. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "ProfilingOptions[", "]");
    for (Option<?> option : ALL) {
      if (values.changed().containsKey(option.name())) {
        text.add(option.name() + "=" + values.written(option));
      }
    }
    if (!sinks.isEmpty()) {
      text.add("sinks=" + sinks.size());
    }
    return text.toString();
  }

  /**
   * Makes {@link ProfilingOptions}. <em>Not</em> thread-safe. Each method throws an {@link
   * IllegalArgumentException} for a value that it does not accept, naming the accepted ones.
   */
  public static final class Builder {

    private OptionValues values = OptionValues.DEFAULTS;
    private final List<ProfileSink> sinks = new ArrayList<>();

    private Builder() {}

    private <T> Builder set(Option<T> option, T value) {
      values = values.with(option, option.checked(value));
      return this;
    }

    /**
     * Sets the option of this name to what an init-param would say, such as {@code slowerThan} to
     * {@code 500ms}.
     */
    public Builder set(String name, String text) {
      for (Option<?> option : ALL) {
        if (option.name().equals(name)) {
          return read(option, text);
        }
      }
      throw new IllegalArgumentException(
          "'" + Option.shown(name) + "' is no option; known are " + String.join(", ", names()));
    }

    /** Sets an option to the text of an init-param. */
    <T> Builder read(Option<T> option, String text) {
      if (option.name().equals(SECRET.name())) {
        return secret(text);
      }
      values = values.with(option, option.read(text));
      return this;
    }

    /** Sets the mean gap between two checks of one request, 100us to 10s; default 1ms. */
    public Builder interval(Duration value) {
      return set(Options.INTERVAL, value);
    }

    /** Sets the share of one core that profiling may cost, 0.001 to 1; default 0.02. */
    public Builder maxOverhead(double share) {
      return set(Options.MAX_OVERHEAD, share);
    }

    /** Profiles only requests that the trigger picks, of those that the next three let pass. */
    public Builder trigger(Trigger value) {
      return set(TRIGGER, Objects.requireNonNull(value, "trigger"));
    }

    /**
     * Sets the secret that a request must bring to be profiled {@linkplain Trigger#onDemandByHeader
     * on demand}: 16 to 200 characters of printable ASCII. {@code env:NAME} takes it from an
     * environment variable and {@code file:PATH} from a file, at once. No error and no text shows
     * it.
     */
    public Builder secret(String value) {
      return set(SECRET, Secret.given(value));
    }

    /** Profiles requests of these HTTP methods only; default all. */
    public Builder methods(String... values) {
      return set(METHODS, Arrays.stream(values).map(v -> v.toUpperCase(Locale.ROOT)).toList());
    }

    /**
     * Profiles only requests whose path matches one of these patterns; default all. The path is
     * decoded, without context path and path parameters; {@code *} stands for any characters.
     */
    public Builder include(String... patterns) {
      return set(INCLUDE, List.of(patterns));
    }

    /** Does not profile requests whose path matches one of these, even if included. */
    public Builder exclude(String... patterns) {
      return set(EXCLUDE, List.of(patterns));
    }

    /** Reports only requests that took at least this long, 0 to 24h; default 0. */
    public Builder slowerThan(Duration value) {
      return set(Options.SLOWER_THAN, value);
    }

    /**
     * Reports only requests that failed: by an exception, or with a status of 500 or more; default
     * false. Requests that have not ended are then not reported.
     */
    public Builder failedOnly(boolean value) {
      return set(Options.FAILED_ONLY, value);
    }

    /** Reports the requests of each method and route together, not one by one; default false. */
    public Builder groupByPath(boolean value) {
      return set(GROUP_BY_PATH, value);
    }

    /** Sets the time between reports of routes, 1s to 1h; default 10s. */
    public Builder groupEvery(Duration value) {
      return set(Options.GROUP_EVERY, value);
    }

    /**
     * Sets the number of reports that are logged per second, 1 to 10,000; further ones are only
     * counted; default 20.
     */
    public Builder maxReports(int perSecond) {
      return set(Options.MAX_REPORTS, perSecond);
    }

    /** Sets the format of logged reports: text, or one line of JSON each; default text. */
    public Builder logFormat(LogSink.Format value) {
      return set(LOG_FORMAT, Objects.requireNonNull(value, "logFormat"));
    }

    /** Sets when the log has colours; default never. With the log format JSON it has none. */
    public Builder colour(TextReport.Colour value) {
      return set(COLOUR, Objects.requireNonNull(value, "colour"));
    }

    /**
     * Sets the age at which a request that does not end is reported as it is, 1s to 24h; default
     * 10m.
     */
    public Builder maxAge(Duration value) {
      return set(Options.MAX_AGE, value);
    }

    /**
     * Names threads that must never block, beside the event loops of Netty, Vert.x and Reactor;
     * {@code *} stands for any characters. A call that waits on one of them for {@link
     * #blockedAfter} is marked, and warned of while it does. Name a container's threads only if no
     * request of yours may block.
     */
    public Builder nonBlockingThreads(String... names) {
      return set(Options.NON_BLOCKING_THREADS, List.of(names));
    }

    /**
     * Sets the time that a call may wait on a thread that must not block, 1ms to 1h; default 50ms.
     */
    public Builder blockedAfter(Duration value) {
      return set(Options.BLOCKED_AFTER, value);
    }

    /**
     * Sets the age at which a request that has not ended is reported as it is, 1s to 24h, or 0 for
     * never; default 30s. It is reported again whenever its age has doubled.
     */
    public Builder stillRunningAfter(Duration value) {
      return set(Options.STILL_RUNNING_AFTER, value);
    }

    /**
     * Names request headers in which a proxy tells when a request arrived; up to 5, default none.
     * The first one that tells it gives the time that the request waited before the filter. Trust
     * only a header that the proxy sets itself: clients can send any.
     */
    public Builder arrivalHeader(String... names) {
      return set(ARRIVAL_HEADER, List.of(names));
    }

    /** Tells the client the id of its request's profile in this response header; default none. */
    public Builder profileHeader(String name) {
      return set(PROFILE_HEADER, name);
    }

    /** Writes each report into a file of its own in this directory too, made if need be. */
    public Builder directory(Path value) {
      return set(DIRECTORY, Optional.of(value));
    }

    /** Sets the format of these files, by its name; default text. Others need a sink. */
    public Builder directoryFormat(String name) {
      return set(DIRECTORY_FORMAT, name);
    }

    /** Sets the number of files that are kept, the slowest, 1 to 10000; default 200. */
    public Builder directoryFiles(int most) {
      return set(Options.DIRECTORY_FILES, most);
    }

    /** Sets the number of bytes of these files together, 1MB to 100GB; default 50MB. */
    public Builder directoryBytes(long most) {
      return set(Options.DIRECTORY_BYTES, most);
    }

    /**
     * Keeps so many of the most recent profiles in memory, 0 to 10000, the slowest 50, and the
     * merged one of each route; default 0. A {@link ProfilesServlet} in the same application shows
     * them. Requests are then profiled whether or not the log wants them.
     */
    public Builder recentProfiles(int number) {
      return set(RECENT_PROFILES, number);
    }

    /** Leads from places in the code on pages of profiles to the reader's editor; default none. */
    public Builder editorLink(String template) {
      return set(EDITOR_LINK, template);
    }

    /**
     * Tells browsers the id of their request's profile in {@code Server-Timing}, for the badge of
     * the page of profiles; only to those who may see that page; default false.
     */
    public Builder badge(boolean value) {
      return set(BADGE, value);
    }

    /** Uses only integrations of these names, where {@code *} is any characters; default all. */
    public Builder integrations(String... names) {
      return set(Options.INTEGRATIONS, List.of(names));
    }

    /** Shows the frames of libraries instead of folding them; default false. */
    public Builder showHidden(boolean value) {
      return set(Options.SHOW_HIDDEN, value);
    }

    /** Sets the number of nodes of a tree that are shown, 1 to 10000; default 50. */
    public Builder limit(int nodes) {
      return set(Options.LIMIT, nodes);
    }

    /** Takes these packages for libraries, beside the JDK, containers and common frameworks. */
    public Builder hide(String... packages) {
      return set(Options.HIDE, List.of(packages));
    }

    /** Takes these packages for the application, even if they are hidden otherwise. */
    public Builder show(String... packages) {
      return set(Options.SHOW, List.of(packages));
    }

    /** Adds a sink that gets the same profiles as the log, even beyond {@code maxReports}. */
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
      Trigger trigger = values.get(TRIGGER);
      if (trigger.needsSecret && values.get(SECRET).isEmpty()) {
        // Whoever may send requests could switch profiling on.
        throw new IllegalArgumentException(
            "trigger is '"
                + Option.shown(trigger.toString())
                + "', but parameter and header are accepted only with secret, which is "
                + SECRET.accepted()
                + "; or, in code, with a predicate of your own");
      }
      return new ProfilingOptions(values, sinks);
    }
  }
}
