package io.github.requestree.sampling;

import io.github.requestree.internal.Glob;
import java.util.List;
import java.util.stream.Stream;

/** Recognises threads that must never block, by their names. Immutable and thread-safe. */
final class EventLoopNames {

  /** The event loops of Netty, Vert.x and Reactor Netty, as these name them. */
  private static final List<String> KNOWN =
      List.of(
          "*EventLoopGroup-*",
          "vert.x-eventloop-thread-*",
          "reactor-http-*",
          "reactor-tcp-*",
          "reactor-udp-*");

  private final List<Glob> names;

  /** Recognises these threads and the known ones. */
  EventLoopNames(List<String> more) {
    names = Stream.concat(KNOWN.stream(), more.stream()).map(Glob::new).toList();
  }

  boolean has(String threadName) {
    // Asked at the first stack of each stay, where a stream takes longer than the names.
    for (Glob name : names) {
      if (name.matches(threadName)) {
        return true;
      }
    }
    return false;
  }
}
