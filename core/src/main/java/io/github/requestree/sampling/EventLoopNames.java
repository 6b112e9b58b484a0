package io.github.requestree.sampling;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

  private final Pattern names;

  /** These and the known ones. */
  EventLoopNames(List<String> more) {
    names =
        Pattern.compile(
            Stream.concat(KNOWN.stream(), more.stream())
                .map(EventLoopNames::regex)
                .collect(Collectors.joining("|")),
            Pattern.DOTALL);
  }

  private static String regex(String pattern) {
    String[] parts = pattern.split("\\*", -1);
    StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      // What lies between stars is found once and never given back, or many stars would take
      // forever.
      boolean last = i == parts.length - 1;
      regex.append(last ? ".*" : "(?>.*?").append(Pattern.quote(parts[i])).append(last ? "" : ")");
    }
    return regex.toString();
  }

  static boolean accepts(List<String> patterns) {
    return patterns.size() <= MOST_PATTERNS && patterns.stream().allMatch(EventLoopNames::accepts);
  }

  private static boolean accepts(String pattern) {
    return !pattern.isBlank() && pattern.length() <= LONGEST_PATTERN;
  }

  boolean has(String threadName) {
    return names.matcher(threadName).matches();
  }
}
