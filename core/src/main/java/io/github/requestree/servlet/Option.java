package io.github.requestree.servlet;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The table of all options: what they are called, what they accept, what they are by default. */
enum Option {
  INTERVAL(
      "interval",
      "100us to 10s, such as 1ms or 500us",
      "1ms",
      (builder, text) -> builder.interval(OptionText.duration(text)),
      options -> OptionText.duration(options.sampling.interval())),
  MAX_OVERHEAD(
      "maxOverhead",
      "0.1% to 100%",
      "2%",
      (builder, text) -> builder.maxOverhead(OptionText.percent(text)),
      options -> OptionText.percent(options.sampling.maxOverhead())),
  TRIGGER(
      "trigger",
      "up to 10 of all, none, 1/100, 5/s, parameter:profile and header:X-Profile, with commas",
      "all",
      (builder, text) -> builder.trigger(Trigger.read(text)),
      options -> options.trigger.toString()),
  SECRET(
      "secret",
      "16 to 200 characters, or env:NAME or file:PATH that holds them",
      "",
      ProfilingOptions.Builder::secret,
      options -> options.secret == null ? "" : "(not shown)"),
  METHODS(
      "methods",
      "a list of HTTP methods, such as GET,POST",
      "",
      (builder, text) -> builder.methods(OptionText.list(text)),
      options -> OptionText.list(options.methods)),
  INCLUDE(
      "include",
      "a list of paths that start with / or *, where * is any characters",
      "",
      (builder, text) -> builder.include(OptionText.list(text)),
      options -> OptionText.list(options.include)),
  EXCLUDE(
      "exclude",
      "a list of paths that start with / or *, where * is any characters",
      "",
      (builder, text) -> builder.exclude(OptionText.list(text)),
      options -> OptionText.list(options.exclude)),
  SLOWER_THAN(
      "slowerThan",
      "0 to 24h, such as 500ms or 2s",
      "0",
      (builder, text) -> builder.slowerThan(OptionText.duration(text)),
      options -> OptionText.duration(options.slowerThan)),
  FAILED_ONLY(
      "failedOnly",
      "true or false",
      "false",
      (builder, text) -> builder.failedOnly(OptionText.bool(text)),
      options -> String.valueOf(options.failedOnly)),
  GROUP_BY_PATH(
      "groupByPath",
      "true or false",
      "false",
      (builder, text) -> builder.groupByPath(OptionText.bool(text)),
      options -> String.valueOf(options.groupByPath)),
  GROUP_EVERY(
      "groupEvery",
      "1s to 1h",
      "10s",
      (builder, text) -> builder.groupEvery(OptionText.duration(text)),
      options -> OptionText.duration(options.groupEvery)),
  MAX_REPORTS(
      "maxReports",
      "1/s to 10000/s",
      "20/s",
      (builder, text) -> builder.maxReports(OptionText.perSecond(text)),
      options -> options.maxReports + "/s"),
  LOG_FORMAT(
      "logFormat",
      "text or json",
      "text",
      (builder, text) -> builder.logFormat(OptionText.logFormat(text)),
      options -> options.logFormat.name().toLowerCase(Locale.ROOT)),
  MAX_AGE(
      "maxAge",
      "1s to 24h",
      "10m",
      (builder, text) -> builder.maxAge(OptionText.duration(text)),
      options -> OptionText.duration(options.sampling.maxAge())),
  NON_BLOCKING_THREADS(
      "nonBlockingThreads",
      "a list of thread names, such as event-loop,worker-*, where * is any characters",
      "",
      (builder, text) -> builder.nonBlockingThreads(OptionText.list(text)),
      options -> OptionText.list(options.sampling.nonBlockingThreads())),
  BLOCKED_AFTER(
      "blockedAfter",
      "1ms to 1h",
      "50ms",
      (builder, text) -> builder.blockedAfter(OptionText.duration(text)),
      options -> OptionText.duration(options.sampling.blockedAfter())),
  STILL_RUNNING_AFTER(
      "stillRunningAfter",
      "1s to 24h, or 0 for never",
      "30s",
      (builder, text) -> builder.stillRunningAfter(OptionText.duration(text)),
      options -> OptionText.duration(options.sampling.stillRunningAfter())),
  ARRIVAL_HEADER(
      "arrivalHeader",
      "a list of up to 5 header names, such as X-Request-Start,X-Queue-Start",
      "",
      (builder, text) -> builder.arrivalHeader(OptionText.list(text)),
      options -> OptionText.list(options.arrivalHeader)),
  PROFILE_HEADER(
      "profileHeader",
      "a header name, such as X-Profile-Id",
      "",
      (builder, text) -> builder.profileHeader(text),
      options -> options.profileHeader),
  DIRECTORY(
      "directory",
      "a directory that can be made and written into",
      "",
      (builder, text) -> builder.directory(Path.of(text)),
      options -> options.directory == null ? "" : options.directory.toString()),
  DIRECTORY_FORMAT(
      "directoryFormat",
      "text, json, speedscope, collapsed, pprof or html",
      "text",
      (builder, text) -> builder.directoryFormat(text),
      options -> options.directoryFormat),
  DIRECTORY_FILES(
      "directoryFiles",
      "1 to 10000",
      "200",
      (builder, text) -> builder.directoryFiles(OptionText.number(text)),
      options -> String.valueOf(options.directoryFiles)),
  DIRECTORY_BYTES(
      "directoryBytes",
      "1MB to 100GB, such as 50MB",
      "50MB",
      (builder, text) -> builder.directoryBytes(OptionText.bytes(text)),
      options -> OptionText.bytes(options.directoryBytes)),
  RECENT_PROFILES(
      "recentProfiles",
      "0 to 10000",
      "0",
      (builder, text) -> builder.recentProfiles(OptionText.number(text)),
      options -> String.valueOf(options.recentProfiles)),
  SHOW_HIDDEN(
      "showHidden",
      "true or false",
      "false",
      (builder, text) -> builder.showHidden(OptionText.bool(text)),
      options -> String.valueOf(options.showHidden)),
  LIMIT(
      "limit",
      "1 to 10000",
      "50",
      (builder, text) -> builder.limit(OptionText.number(text)),
      options -> String.valueOf(options.limit)),
  HIDE(
      "hide",
      "a list of packages, such as com.example.lib,org.example.*",
      "",
      (builder, text) -> builder.hide(OptionText.list(text)),
      options -> OptionText.list(options.hide)),
  SHOW(
      "show",
      "a list of packages, such as com.example.lib,org.example.*",
      "",
      (builder, text) -> builder.show(OptionText.list(text)),
      options -> OptionText.list(options.show));

  private final String parameter;
  private final String accepted;
  private final String byDefault;

  // Both are lambdas without state, which Error Prone cannot know.
  @SuppressWarnings("ImmutableEnumChecker")
  private final BiConsumer<ProfilingOptions.Builder, String> reader;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Function<ProfilingOptions, String> writer;

  Option(
      String parameter,
      String accepted,
      String byDefault,
      BiConsumer<ProfilingOptions.Builder, String> reader,
      Function<ProfilingOptions, String> writer) {
    this.parameter = parameter;
    this.accepted = accepted;
    this.byDefault = byDefault;
    this.reader = reader;
    this.writer = writer;
  }

  /** Its name, as an init-param and as a method of the builder. */
  String parameter() {
    return parameter;
  }

  /** What it accepts, in words. */
  String accepted() {
    return accepted;
  }

  /** Its default, as it would be written; empty for a list that is empty. */
  String byDefault() {
    return byDefault;
  }

  /** The option of this name, or null. */
  static @Nullable Option named(String parameter) {
    for (Option option : values()) {
      if (option.parameter.equals(parameter)) {
        return option;
      }
    }
    return null;
  }

  /** Sets the option from text. */
  void read(ProfilingOptions.Builder builder, String text) {
    try {
      reader.accept(builder, text.strip());
    } catch (IllegalArgumentException e) {
      throw this == SECRET ? e : rejected(text);
    }
  }

  /** The value of the option as it would be written. */
  String write(ProfilingOptions options) {
    return writer.apply(options);
  }

  /** The error for a value that is not accepted. */
  IllegalArgumentException rejected(String value) {
    return new IllegalArgumentException(
        parameter + " is '" + OptionText.shown(value) + "', but accepted is " + accepted);
  }

  /** The error for a value that nobody must see, by what is wrong with it. */
  IllegalArgumentException rejectedUnseen(@Nullable String problem) {
    return new IllegalArgumentException(
        parameter + " (not shown) is " + problem + ", but accepted is " + accepted);
  }
}
