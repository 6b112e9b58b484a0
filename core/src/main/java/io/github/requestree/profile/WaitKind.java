package io.github.requestree.profile;

/** The kinds of things that a thread waits for while it is not on a CPU. */
public enum WaitKind {
  /** {@code Thread.sleep}. */
  SLEEPING("sleeping", ""),
  /** A monitor or a {@code java.util.concurrent} lock. */
  LOCK("lock", " for a lock"),
  /** The result of a future. */
  FUTURE("future", " for a future"),
  /** An element of, or room in, a queue. */
  QUEUE("queue", " for a queue"),
  /** A socket. */
  SOCKET("socket", " for a socket"),
  /** A file. */
  FILE("file", " for a file"),
  /** Another process. */
  PROCESS("process", " for a process"),
  /** The answer to a call made by an HTTP client. */
  HTTP_CLIENT("HTTP client", " for an HTTP response"),
  /** The client of the request: it sends its body slowly, or does not read the response. */
  CLIENT("client", " for the client of the request"),
  /** A database, as seen from its driver. */
  DATABASE("database", " for the database"),
  /** A connection to a database, from a pool that has none to give. */
  CONNECTION_POOL("connection pool", " for a connection from the pool"),
  /** Something that no known frame tells apart. */
  WAITING("waiting", ""),
  /** A CPU: the thread could have run and did not get one. */
  NOT_SCHEDULED("not scheduled", " for a CPU");

  private final String label;
  private final String cause;

  WaitKind(String label, String cause) {
    this.label = label;
    this.cause = cause;
  }

  /** Returns the words for this kind in a report. */
  public String label() {
    return label;
  }

  /** Returns the words behind a verb, such as {@code " for a lock"}; empty if it needs none. */
  public String cause() {
    return cause;
  }
}
