package io.github.requestree.campaign.faults;

import io.github.requestree.sampling.JvmCall;

/** The places at which the engine calls something that may fail. */
public enum Seam {
  NANO_TIME(Group.JVM, true),
  OWN_CPU_TIME(Group.JVM, true),
  CPU_TIME(Group.JVM, true),
  ALLOCATED_BYTES(Group.JVM, true),
  STACK(Group.JVM, true),
  STACKS(Group.JVM, true),
  STATE(Group.JVM, true),
  WAITS(Group.JVM, true),
  LOCK_OWNER(Group.JVM, true),
  STANDSTILL(Group.JVM, true),
  STOP_COST(Group.JVM, true),
  WALL_CLOCK(Group.CLOCK, true),
  SINK_ACCEPT(Group.SINK, true),
  SINK_IS_ACTIVE(Group.SINK, true),
  SINK_WANTS_TIMELINE(Group.SINK, false),
  SINK_WATCH(Group.SINK, false),
  SINK_NAME(Group.SINK, false),
  SINK_AS(Group.SINK, false),
  SINK_ENDED(Group.SINK, false),
  SINK_LOST(Group.SINK, true),
  SINK_FLUSH(Group.SINK, true),
  SINK_CLOSE(Group.SINK, true),
  SINK_NOT_WRITTEN(Group.SINK, false),
  FORMAT(Group.FORMAT, true),
  FILES(Group.FILES, true),
  LOG_APPENDER(Group.LOG, true),
  LOG_FILTER(Group.LOG, true),
  ACCESS(Group.USER, false),
  REQUEST(Group.USER, false),
  INTEGRATION_BEGINS(Group.USER, false),
  INTEGRATION_TRACE(Group.USER, false),
  INTEGRATION_ENDED(Group.USER, false),
  INTEGRATION_REPORTED(Group.USER, true);

  /** Places of one kind, which share a row. */
  enum Group {
    JVM("clocks and stacks of the JVM"),
    CLOCK("the wall clock"),
    SINK("a sink"),
    FORMAT("a format"),
    FILES("the file system"),
    LOG("the log"),
    USER("request, access and integration of the user");

    final String title;

    Group(String title) {
      this.title = title;
    }
  }

  final Group group;

  /**
   * Whether threads of ours call it. Only those may hang: a request that calls code waits for it.
   */
  final boolean onOwnThreads;

  Seam(Group group, boolean onOwnThreads) {
    this.group = group;
    this.onOwnThreads = onOwnThreads;
  }

  static Seam of(JvmCall call) {
    return valueOf(call.name());
  }

  /**
   * Returns whether it can throw. {@code System.nanoTime()} cannot: it allocates nothing and calls
   * nothing.
   */
  boolean throwsAnything() {
    return this != NANO_TIME;
  }
}
