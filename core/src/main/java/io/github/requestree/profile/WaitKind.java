package io.github.requestree.profile;

/** The kinds of things that a thread waits for while it is not on a CPU. */
public enum WaitKind {
  /** {@code Thread.sleep}. */
  SLEEPING("sleeping"),
  /** A monitor or a {@code java.util.concurrent} lock. */
  LOCK("lock"),
  /** The result of a future. */
  FUTURE("future"),
  /** An element of, or room in, a queue. */
  QUEUE("queue"),
  /** A socket. */
  SOCKET("socket"),
  /** A file. */
  FILE("file"),
  /** Another process. */
  PROCESS("process"),
  /** The answer to a call made by an HTTP client. */
  HTTP_CLIENT("HTTP client"),
  /** The client of the request: it sends its body slowly, or does not read the response. */
  CLIENT("client"),
  /** A database, as seen from its driver. */
  DATABASE("database"),
  /** A connection to a database, from a pool that has none to give. */
  CONNECTION_POOL("connection pool"),
  /** Something that no known frame tells apart. */
  WAITING("waiting"),
  /** A CPU: the thread could have run and did not get one. */
  NOT_SCHEDULED("not scheduled");

  private final String label;

  WaitKind(String label) {
    this.label = label;
  }

  /** Returns the words for this kind in a report. */
  public String label() {
    return label;
  }
}
