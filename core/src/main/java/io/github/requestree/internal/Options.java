package io.github.requestree.internal;

import static io.github.requestree.internal.OptionKind.BYTES;
import static io.github.requestree.internal.OptionKind.DURATION;
import static io.github.requestree.internal.OptionKind.FLAG;
import static io.github.requestree.internal.OptionKind.NUMBER;
import static io.github.requestree.internal.OptionKind.RATE;
import static io.github.requestree.internal.OptionKind.SHARE;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The options that are used beyond the filter itself, and a list of all. Thread-safe. */
public final class Options {

  private static final String TABLE =
      String.join("\n", Resources.lines(Options.class, "options.txt"));

  private static final int MAX_THREAD_NAMES = 100;
  private static final int MAX_THREAD_NAME = 100;

  /** Each row by its name, once it is declared here or by the filter. */
  private static final Map<String, Option<?>> DECLARED = new ConcurrentHashMap<>();

  public static final Option<Duration> INTERVAL = row("interval", DURATION);
  public static final Option<Double> MAX_OVERHEAD = row("maxOverhead", SHARE);
  public static final Option<Duration> SLOWER_THAN = row("slowerThan", DURATION);
  public static final Option<Boolean> FAILED_ONLY = row("failedOnly", FLAG);
  public static final Option<Duration> GROUP_EVERY = row("groupEvery", DURATION);
  public static final Option<Integer> MAX_REPORTS = row("maxReports", RATE);
  public static final Option<Duration> MAX_AGE = row("maxAge", DURATION);
  public static final Option<List<String>> NON_BLOCKING_THREADS =
      row(
          "nonBlockingThreads",
          OptionKind.list(name -> !name.isBlank() && name.length() <= MAX_THREAD_NAME)
              .where(names -> names.size() <= MAX_THREAD_NAMES));
  public static final Option<Duration> BLOCKED_AFTER = row("blockedAfter", DURATION);
  public static final Option<Duration> STILL_RUNNING_AFTER = row("stillRunningAfter", DURATION);
  public static final Option<Integer> DIRECTORY_FILES = row("directoryFiles", NUMBER);
  public static final Option<Long> DIRECTORY_BYTES = row("directoryBytes", BYTES);
  public static final Option<List<String>> INTEGRATIONS =
      row("integrations", OptionKind.list(name -> !name.isBlank()));
  public static final Option<Boolean> SHOW_HIDDEN = row("showHidden", FLAG);
  public static final Option<Integer> LIMIT = row("limit", NUMBER);
  public static final Option<List<String>> HIDE = row("hide", OptionKind.list(Options::isPackage));
  public static final Option<List<String>> SHOW = row("show", OptionKind.list(Options::isPackage));

  private Options() {}

  /** Returns the row of the table of all options that has this name. */
  public static <T> Option<T> row(String name, OptionKind<T> kind) {
    Option<T> row = Option.in(TABLE, name, kind);
    DECLARED.put(name, row);
    return row;
  }

  /** Returns all rows, in the order of the table; each must have been declared. */
  public static List<Option<?>> all() {
    return TABLE
        .lines()
        .map(line -> line.substring(0, line.indexOf(" | ")))
        .<Option<?>>map(name -> Objects.requireNonNull(DECLARED.get(name), name))
        .toList();
  }

  /**
   * Returns whether the text can be a package or a class, in which {@code *} stands for any
   * characters.
   */
  public static boolean isPackage(String text) {
    return !text.isEmpty() && text.chars().allMatch(Options::isInPackage);
  }

  private static boolean isInPackage(int c) {
    // No Java name has a minus, but names of other languages do, as in package-info.
    return ".*-".indexOf(c) >= 0
        || (Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }
}
