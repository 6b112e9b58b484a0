package io.github.requestree.findings;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.DisplayName;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.shaping.Shaping;
import java.util.List;

/** The words of sentences: shares, times, calls, threads. Immutable and thread-safe. */
record Words(Profile profile, Shaping shaping) {
  private static final int MAX_NAME = 80;
  private static final int MAX_FILE = 40;
  private static final int MAX_WORDS = 60;
  private static final long SHORT_NANOS = 100_000_000;
  private static final SafeText SAFE = new SafeText(false);

  /**
   * Returns a share such as {@code 92 %}, rounded as in the tree; with a tilde if no clock has
   * measured it.
   */
  String share(long nanos) {
    return (profile.cpuNanos().isEmpty() ? "~" : "") + measuredShare(nanos);
  }

  /** Returns the share of a time that was measured on any thread. */
  String measuredShare(long nanos) {
    return Figures.percent(nanos, profile.durationNanos()).trim().replace("%", " %");
  }

  /** Returns a time: {@code 2.00 s}, {@code 0.31 s}, {@code 16 ms}. */
  static String time(long nanos) {
    return nanos >= SHORT_NANOS ? Figures.seconds(nanos, 2) : Figures.shortTime(nanos);
  }

  /** Returns {@code ×60}; empty for one. */
  static String times(long count) {
    return count <= 1 ? "" : " \u00d7" + Figures.count(count);
  }

  /** Returns a call and its place: {@code SlowWork.slowOperation SlowWork.java:14}. */
  static String call(CallNode node) {
    return call(node.frame(), node.line());
  }

  static String call(Frame frame, int line) {
    return DisplayName.withPlace(frame, line, SAFE, MAX_NAME, MAX_FILE);
  }

  /**
   * Returns the innermost call of the application in a stack; the innermost of all if there is
   * none.
   */
  String call(List<StackTraceElement> stack) {
    StackTraceElement shown = shaping.callIn(stack);
    return shown == null ? "?" : call(Frame.of(shown), shown.getLineNumber());
  }

  /** Returns the name of a thread or route, or another text from outside, safe to print. */
  static String name(String text) {
    return SAFE.of(text, MAX_WORDS);
  }

  /** Returns the verb of a wait: {@code sleeps}, {@code waits for the database}. */
  static String waits(WaitKind kind) {
    return kind == WaitKind.SLEEPING ? "sleeps" : "waits" + kind.cause();
  }

  /** Returns the same as {@code sleeping} and {@code waiting for the database}. */
  static String waiting(WaitKind kind) {
    return kind == WaitKind.SLEEPING ? "sleeping" : "waiting" + kind.cause();
  }
}
