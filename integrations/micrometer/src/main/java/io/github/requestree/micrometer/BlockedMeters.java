package io.github.requestree.micrometer;

import io.github.requestree.internal.OwnCode;
import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.SafeText;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts by call how often threads were blocked that must not be. <em>Not</em> thread-safe: for the
 * sink's thread alone.
 */
final class BlockedMeters {

  static final int MAX_CALLS = 50;

  private static final int MAX_CALL = 200;

  private final MeterRegistry registry;
  private final Map<String, Counter> calls = new HashMap<>();

  BlockedMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(BlockedThread thread) {
    String call = call(thread.stack());
    boolean room = calls.containsKey(call) || calls.size() < MAX_CALLS;
    calls.computeIfAbsent(room ? call : RouteMeters.OTHERS, this::counter).increment();
  }

  private Counter counter(String call) {
    return Counter.builder("requestree.blocked")
        .description("Times that a call blocked a thread that must not be blocked")
        .tag("call", call)
        .register(registry);
  }

  /** The innermost call that is not the JDK's, without its line: that differs by deploy. */
  private static String call(List<StackTraceElement> stack) {
    for (StackTraceElement frame : stack) {
      if (OwnCode.isNeitherJdkNorOurs(frame.getClassName())) {
        return text(frame);
      }
    }
    return stack.isEmpty() ? RequestTime.UNKNOWN : text(stack.get(0));
  }

  private static String text(StackTraceElement frame) {
    return SafeText.printable(frame.getClassName() + "." + frame.getMethodName(), MAX_CALL);
  }
}
