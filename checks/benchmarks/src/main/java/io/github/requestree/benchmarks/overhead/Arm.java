package io.github.requestree.benchmarks.overhead;

import java.util.Locale;

/** One of the ways to profile a server that are compared. */
public enum Arm {
  /** No filter, no profiler. Stands twice in each round, which shows what chance alone does. */
  NONE("none"),
  /** Our filter, which wants none of these requests. */
  UNTRIGGERED("untriggered"),
  /** Every request profiled, reported only if slow: the setting that the targets speak of. */
  PRODUCTION("production"),
  /** The same with reports of requests of 100 ms and more, counted by how often they were seen. */
  PRODUCTION_100MS("production-100ms"),
  /** Every request profiled and reported, to an appender that discards. */
  REPORT_ALL("report-all"),
  /** As production, with metrics, the trace of each request, and a flight recording of reports. */
  FLEET("fleet"),
  /** As production, with five times the budget. */
  OVERHEAD_10("overhead-10"),
  /** Each request's stack every millisecond, one {@code getStackTrace} after the other. */
  NAIVE_1MS("naive-1ms"),
  /** The same every ten. */
  NAIVE_10MS("naive-10ms"),
  /** All requests' stacks with one {@code getThreadInfo} every ten milliseconds. */
  AGENT_10MS("agent-10ms"),
  /** async-profiler in wall mode, whole process. */
  ASYNC_WALL_1MS("async-wall-1ms"),
  /** The same every ten milliseconds. */
  ASYNC_WALL_10MS("async-wall-10ms"),
  /** JFR with the JDK's settings {@code profile}. */
  JFR_PROFILE("jfr-profile");

  private final String label;

  Arm(String label) {
    this.label = label;
  }

  /** Returns its name on the command line, on the wire and in tables. */
  public String label() {
    return label;
  }

  /** Returns whether it is this library. */
  public boolean isOurs() {
    return switch (this) {
      case UNTRIGGERED, PRODUCTION, PRODUCTION_100MS, REPORT_ALL, FLEET, OVERHEAD_10 -> true;
      default -> false;
    };
  }

  /** The share of one core that it promises not to exceed; 1 if it promises nothing. */
  public double maxOverhead() {
    return switch (this) {
      case PRODUCTION, PRODUCTION_100MS, REPORT_ALL, FLEET -> 0.02;
      case OVERHEAD_10 -> 0.1;
      default -> 1;
    };
  }

  /**
   * The arm of this label.
   *
   * @throws IllegalArgumentException if there is none; it names those that are
   */
  public static Arm of(String label) {
    return Named.find(values(), Arm::label, label.toLowerCase(Locale.ROOT), "arm");
  }
}
