package io.github.requestree.servlet;

import io.github.requestree.internal.Option;
import io.github.requestree.internal.OptionKind;
import io.github.requestree.internal.Options;
import io.github.requestree.page.HtmlReport;
import io.github.requestree.text.LogSink;
import io.github.requestree.text.TextReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All options that a filter has, and what is known of those that it alone acts on. Stateless. */
final class FilterOptions {

  /** The rows of options that the filter alone acts on. */
  private static final String TABLE =
      """
      trigger | up to 10 of all, none, 1/100, 5/s, parameter:profile and header:X-Profile, with \
      commas | all | which of the requests that the next three let pass are profiled: those that any \
      of these picks, see below
      secret | 16 to 200 characters, or env:NAME or file:PATH that holds them | | what a request must \
      bring to be profiled on demand, see below
      methods | a list of HTTP methods, such as GET,POST | | HTTP methods that are profiled
      include | a list of paths that start with / or *, where * is any characters | | paths that are \
      profiled
      exclude | a list of paths that start with / or *, where * is any characters | | paths that are \
      not, even if included
      groupByPath | true or false | false | instead of single reports, one per method and route every \
      `groupEvery` and at shutdown, then a summary of all of them; each request counts, also below \
      `slowerThan`
      logFormat | text or json | text | how reports are logged: over several lines as text, or as \
      [one line of JSON](formats.md#one-line-of-json-in-the-log) each, for collectors
      arrivalHeader | a list of up to 5 header names, such as X-Request-Start,X-Queue-Start | | \
      request headers in which a proxy says when the request arrived there; the first that tells is \
      taken, see below
      profileHeader | a header name, such as X-Profile-Id | | response header that tells the client \
      the id of its request's profile, see below
      colour | auto, always or never | never | whether reports in the log have colours; `auto`: where \
      standard output is a terminal and `NO_COLOR` is not set; never with `logFormat=json`, see below
      directory | a directory that can be made and written into | | also write each report into a \
      file of its own here, see below
      directoryFormat | text, json, speedscope, collapsed, pprof or html | text | \
      [format](formats.md) of the files
      recentProfiles | 0 to 10000 | 0 | keep so many of the most recent profiles in memory, the \
      slowest 50, and the merged one of each route, for [a page](guide.md#a-page-of-profiles) of the \
      same application; see below
      editorLink | an address such as idea://open?file={file}&line={line} | | on that page, a place in \
      the code leads to the reader's editor
      badge | true or false | false | tell those who may see that page the id of their request's \
      profile, for [a badge](page.md#the-badge) on the application's own pages
      """;

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
      row(
          "logFormat",
          OptionKind.choice(
              List.of(LogSink.Format.values()), format -> format.name().toLowerCase(Locale.ROOT)));
  static final Option<TextReport.Colour> COLOUR =
      row(
          "colour",
          OptionKind.choice(
              List.of(TextReport.Colour.values()),
              colour -> colour.name().toLowerCase(Locale.ROOT)));
  static final Option<List<String>> ARRIVAL_HEADER =
      row("arrivalHeader", TOKENS.where(names -> names.size() <= QueueTimeHeaders.MAX));
  static final Option<String> PROFILE_HEADER =
      row(
          "profileHeader",
          OptionKind.of("", text -> text, text -> text)
              .where(name -> name.length() <= 100 && RequestMatcher.isToken(name)));
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
      row(
          "editorLink",
          OptionKind.of("", text -> text, text -> text).where(HtmlReport::isEditorLink));

  static final Option<Boolean> BADGE = row("badge", OptionKind.FLAG);

  /** All options, in the order in which they are documented. */
  static final List<Option<?>> ALL =
      List.of(
          Options.INTERVAL,
          Options.MAX_OVERHEAD,
          TRIGGER,
          SECRET,
          METHODS,
          INCLUDE,
          EXCLUDE,
          Options.SLOWER_THAN,
          Options.FAILED_ONLY,
          GROUP_BY_PATH,
          Options.GROUP_EVERY,
          Options.MAX_REPORTS,
          LOG_FORMAT,
          COLOUR,
          Options.MAX_AGE,
          Options.NON_BLOCKING_THREADS,
          Options.BLOCKED_AFTER,
          Options.STILL_RUNNING_AFTER,
          ARRIVAL_HEADER,
          PROFILE_HEADER,
          DIRECTORY,
          DIRECTORY_FORMAT,
          Options.DIRECTORY_FILES,
          Options.DIRECTORY_BYTES,
          RECENT_PROFILES,
          EDITOR_LINK,
          BADGE,
          Options.INTEGRATIONS,
          Options.SHOW_HIDDEN,
          Options.LIMIT,
          Options.HIDE,
          Options.SHOW);

  private FilterOptions() {}

  private static <T> Option<T> row(String name, OptionKind<T> kind) {
    return Option.in(TABLE, name, kind);
  }
}
