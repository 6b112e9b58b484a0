package io.github.requestree.sampling;

import io.github.requestree.internal.Glob;
import java.util.List;
import java.util.stream.Stream;

/** Which threads must never block, by their names. Immutable and thread-safe. */
final class EventLoopNames {

  static final String ACCEPTED =
      "a list of at most 100 thread names of 1 to 100 characters, where * is any characters";

  /** The event loops of Netty, Vert.x and Reactor Netty, as these name them. */
  private static final List<String> KNOWN =
      List.of(
          "*EventLoopGroup-*",
          "vert.x-eventloop-thread-*",
          "reactor-http-*",
          "reactor-tcp-*",
          "reactor-udp-*");

  private static final int MOST_PATTERNS = 100;
  private static final int LONGEST_PATTERN = 100;

  private final List<Glob> names;

  /** These and the known ones. */
  EventLoopNames(List<String> more) {
    names = Stream.concat(KNOWN.stream(), more.stream()).map(Glob::new).toList();
  }

  static boolean accepts(List<String> patterns) {
    return patterns.size() <= MOST_PATTERNS && patterns.stream().allMatch(EventLoopNames::accepts);
  }

  private static boolean accepts(String pattern) {
    return !pattern.isBlank() && pattern.length() <= LONGEST_PATTERN;
  }

  boolean has(String threadName) {
    return names.stream().anyMatch(name -> name.matches(threadName));
  }
}
