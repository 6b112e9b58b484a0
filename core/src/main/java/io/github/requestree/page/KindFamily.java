package io.github.requestree.page;

import io.github.requestree.profile.WaitKind;

/** Families of kinds of waiting, each with a colour: few colours can be told apart by everyone. */
enum KindFamily {
  /** Somebody else's answer: a database, a server, a file. */
  DATA,
  /** Another thread of this process. */
  THREADS,
  /** Time that has to pass. */
  SLEEP,
  /** A processor. */
  PROCESSOR;

  static KindFamily of(WaitKind kind) {
    return switch (kind) {
      case SOCKET, FILE, PROCESS, HTTP_CLIENT, CLIENT, DATABASE -> DATA;
      case LOCK, FUTURE, QUEUE, CONNECTION_POOL, WAITING -> THREADS;
      case SLEEPING -> SLEEP;
      case NOT_SCHEDULED -> PROCESSOR;
    };
  }

  /** The colour in the style sheet. */
  String variable() {
    return "--family-" + name();
  }
}
