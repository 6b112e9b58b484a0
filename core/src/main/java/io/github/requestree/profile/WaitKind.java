package io.github.requestree.profile;

/** The kinds of things that a thread waits for while it is not on a CPU. */
public enum WaitKind {
  /** {@code Thread.sleep}. */
  SLEEPING("sleeping", "", Family.SLEEP),
  /** A monitor or a {@code java.util.concurrent} lock. */
  LOCK("lock", " for a lock", Family.THREADS),
  /** The result of a future. */
  FUTURE("future", " for a future", Family.THREADS),
  /** An element of, or room in, a queue. */
  QUEUE("queue", " for a queue", Family.THREADS),
  /** A socket. */
  SOCKET("socket", " for a socket", Family.DATA),
  /** A file. */
  FILE("file", " for a file", Family.DATA),
  /** Another process. */
  PROCESS("process", " for a process", Family.DATA),
  /** The answer to a call made by an HTTP client. */
  HTTP_CLIENT("HTTP client", " for an HTTP response", Family.DATA),
  /** The client of the request: it sends its body slowly, or does not read the response. */
  CLIENT("client", " for the client of the request", Family.DATA),
  /** A database, as seen from its driver. */
  DATABASE("database", " for the database", Family.DATA),
  /** A connection to a database, from a pool that has none to give. */
  CONNECTION_POOL("connection pool", " for a connection from the pool", Family.THREADS),
  /** Something that no known frame tells apart. */
  WAITING("waiting", "", Family.THREADS),
  /** A CPU: the thread could have run and did not get one. */
  NOT_SCHEDULED("not scheduled", " for a CPU", Family.PROCESSOR),
  /** The garbage collector, which had stopped all threads. */
  GARBAGE_COLLECTION("garbage collection", " for the garbage collector", Family.PROCESSOR);

  /** Families of kinds; a page has a colour for each, as few can be told apart by everyone. */
  public enum Family {
    /** Somebody else's answer: a database, a server, a file. */
    DATA,
    /** Another thread of this process. */
    THREADS,
    /** Time that has to pass. */
    SLEEP,
    /** A processor. */
    PROCESSOR
  }

  private final String label;
  private final String cause;
  private final Family family;

  WaitKind(String label, String cause, Family family) {
    this.label = label;
    this.cause = cause;
    this.family = family;
  }

  /** Returns the words for this kind in a report. */
  public String label() {
    return label;
  }

  /** Returns the words behind a verb, such as {@code " for a lock"}; empty if it needs none. */
  public String cause() {
    return cause;
  }

  /** Returns the family that gives it a colour. */
  public Family family() {
    return family;
  }
}
