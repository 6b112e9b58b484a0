package io.github.requestree.campaign;

import java.util.List;

/** Knows the threads of Requestree by their names. */
public final class OwnThreads {

  private OwnThreads() {}

  /** Returns the names of those that live. */
  public static List<String> names() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("requestree"))
        .sorted()
        .toList();
  }

  /** Waits for the end of all of them, and returns those that do not end. */
  public static List<String> left() throws Exception {
    boolean ended = Await.until(() -> names().isEmpty());
    return ended ? List.of() : names();
  }
}
