package io.github.requestree.internal;

import static io.github.requestree.internal.OptionKind.BYTES;
import static io.github.requestree.internal.OptionKind.DURATION;
import static io.github.requestree.internal.OptionKind.FLAG;
import static io.github.requestree.internal.OptionKind.NUMBER;
import static io.github.requestree.internal.OptionKind.RATE;
import static io.github.requestree.internal.OptionKind.SHARE;

import java.time.Duration;
import java.util.List;

/** The rows of the options that are used beyond the filter itself. Immutable and thread-safe. */
public final class Options {

  private static final String TABLE =
      """
      interval | 100us to 10s, such as 1ms or 500us | 1ms | mean gap between two checks of one request
      maxOverhead | 0.1% to 100% | 2% | share of one core that profiling may cost under lasting load; \
      at most twice that in a minute after a quiet one; requests on demand have as much again, see below
      slowerThan | 0 to 24h, such as 500ms or 2s | 0 | report only requests that took at least this \
      long; they are sampled from their start all the same
      failedOnly | true or false | false | report only requests that failed, by an exception or with \
      a status of 500 or more; none that still runs
      groupEvery | 1s to 1h | 10s | how often routes are reported
      maxReports | 1/s to 10000/s | 20/s | single reports written per second; the rest are counted \
      in one line that says where they are, `[n reports not written: …]`
      maxAge | 1s to 24h | 10m | a profile whose end never comes is reported as it is and let go
      nonBlockingThreads | a list of thread names, such as event-loop,worker-*, where * is any \
      characters | | threads that must never block, beside the event loops of Netty, Vert.x and \
      Reactor: a call that waits on one of them is marked, and warned of while it does
      blockedAfter | 1ms to 1h | 50ms | how long a call may wait on such a thread
      stillRunningAfter | 1s to 24h, or 0 for never | 30s | a request that has not ended is reported \
      as it is after this time, and again whenever it has doubled, until `maxAge`
      directoryFiles | 1 to 10000 | 200 | how many files it holds
      directoryBytes | 1MB to 100GB, such as 50MB | 50MB | how many bytes they have together
      integrations | a list of names, such as opentelemetry,jfr or !jfr, where * is any characters, or \
      none | | which of the [integrations](fleet.md) that are there are used; with ! all but these
      showHidden | true or false | false | show the frames of libraries instead of folding them
      limit | 1 to 10000 | 50 | lines of a tree: the heaviest nodes with their ancestors; each parent \
      may add one `[n others]` line that does not count
      hide | a list of packages, such as com.example.lib,org.example.* | | packages that count as \
      library, beside the JDK, containers and common frameworks
      show | a list of packages, such as com.example.lib,org.example.* | | packages that count as \
      application, even if they are hidden otherwise; those of samples, in `/WEB-INF/classes` and of \
      the main class do anyway
      """;

  private static final int MAX_THREAD_NAMES = 100;
  private static final int MAX_THREAD_NAME = 100;

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

  private static <T> Option<T> row(String name, OptionKind<T> kind) {
    return Option.in(TABLE, name, kind);
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
    return c == '.'
        || c == '*'
        || c == '-'
        || (Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
  }
}
