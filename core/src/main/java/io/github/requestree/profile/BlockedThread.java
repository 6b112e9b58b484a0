package io.github.requestree.profile;

import java.util.List;
import java.util.Objects;

/**
 * A call that blocks a thread which must never block, such as an event loop, seen while it still
 * does. Immutable and thread-safe.
 *
 * @param thread the name of the thread
 * @param nanos the time that it has been blocked so far, in nanoseconds
 * @param kind the kind of thing that the call waits for
 * @param stack the frames of the profile, the innermost first
 * @param name the name of the profile, such as {@code GET /orders}. Copied from the network: print
 *     it through {@link SafeText}
 */
public record BlockedThread(
    String thread, long nanos, WaitKind kind, List<StackTraceElement> stack, String name) {

  public BlockedThread {
    Objects.requireNonNull(thread, "thread");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    stack = List.copyOf(stack);
  }
}
