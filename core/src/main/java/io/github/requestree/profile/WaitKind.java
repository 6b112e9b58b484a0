package io.github.requestree.profile;

/** The kinds of things that a thread waits for while it is not on a CPU. */
public enum WaitKind {
  /** {@code Thread.sleep}. */
  SLEEPING("sleeping", "#8db6e8", "#6f9bd1"),
  /** A monitor or a {@code java.util.concurrent} lock. */
  LOCK("lock", "#f08080", "#df6e6e"),
  /** The result of a future. */
  FUTURE("future", "#b8a4ee", "#9f8ad9"),
  /** An element of, or room in, a queue. */
  QUEUE("queue", "#d6aee8", "#bd93d1"),
  /** A socket. */
  SOCKET("socket", "#66c9b7", "#4fb1a0"),
  /** A file. */
  FILE("file", "#b6cc74", "#9cb35c"),
  /** Another process. */
  PROCESS("process", "#cdb78d", "#b39d74"),
  /** The answer to a call made by an HTTP client. */
  HTTP_CLIENT("HTTP client", "#5fc5e8", "#48aacc"),
  /** The client of the request: it sends its body slowly, or does not read the response. */
  CLIENT("client", "#9ccf94", "#7db574"),
  /** A database, as seen from its driver. */
  DATABASE("database", "#7f9ff5", "#6d8ee6"),
  /** A connection to a database, from a pool that has none to give. */
  CONNECTION_POOL("connection pool", "#ec90c6", "#d379ad"),
  /** Something that no known frame identifies. */
  WAITING("waiting", "#adb8c8", "#8e9aac"),
  /** A CPU: the thread could have run and did not get one. */
  NOT_SCHEDULED("not scheduled", "#e8d05c", "#cdb647");

  private final String label;
  private final String lightColour;
  private final String darkColour;

  WaitKind(String label, String lightColour, String darkColour) {
    this.label = label;
    this.lightColour = lightColour;
    this.darkColour = darkColour;
  }

  /** Returns the words for this kind in a report. */
  public String label() {
    return label;
  }

  /** Returns its colour on a light background, such as {@code #8db6e8}. */
  public String lightColour() {
    return lightColour;
  }

  /** Returns its colour on a dark background. */
  public String darkColour() {
    return darkColour;
  }
}
