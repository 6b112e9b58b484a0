package io.github.requestree.servlet;

import static io.github.requestree.internal.Options.row;

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
  static final List<Option<?>> ALL = Options.all();

  private FilterOptions() {}
}
