package io.github.requestree.benchmarks.overhead;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One stop of the whole JVM, as {@code -Xlog:safepoint} tells it when decorated with the uptime in
 * nanoseconds.
 *
 * @param uptimeNanos when it ended, since the JVM's start
 * @param operation why, such as {@code ThreadDump}
 * @param totalNanos how long it took, with the time until all threads had stopped
 */
record Safepoint(long uptimeNanos, String operation, long totalNanos) {

  /** The name of the operation that captures the stack of another thread before JDK 19. */
  private static final String THREAD_DUMP = "ThreadDump";

  private static final Pattern LINE =
      Pattern.compile("\\[(\\d+)ns\\]\\s*Safepoint \"([^\"]+)\",.*\\bTotal:\\s*(\\d+) ns\\b.*");

  /** Reads a line of the log; empty if it says something else. */
  static Optional<Safepoint> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Safepoint(
            Long.parseLong(matcher.group(1)), matcher.group(2), Long.parseLong(matcher.group(3))));
  }

  boolean isThreadDump() {
    return operation.equals(THREAD_DUMP);
  }
}
