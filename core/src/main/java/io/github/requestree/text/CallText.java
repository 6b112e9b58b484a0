package io.github.requestree.text;

import io.github.requestree.profile.DisplayName;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.SafeText;
import io.github.requestree.shaping.Shaping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names a call: its method and its place. Immutable and thread-safe. */
record CallText(Shaping shaping, SafeText safe) {
  private static final int MAX_NAME = 160;
  private static final int MAX_FILE = 80;

  /**
   * Returns the innermost call of the application in a stack; the innermost of all if there is
   * none.
   */
  String in(List<StackTraceElement> stack) {
    return of(shaping.callIn(stack));
  }

  String of(@Nullable StackTraceElement call) {
    return of(call, MAX_NAME, MAX_FILE);
  }

  String of(@Nullable StackTraceElement call, int longestName, int longestFile) {
    return call == null
        ? "?"
        : DisplayName.withPlace(
            Frame.of(call), call.getLineNumber(), safe, longestName, longestFile);
  }

  String of(Frame frame, int line) {
    return DisplayName.withPlace(frame, line, safe, MAX_NAME, MAX_FILE);
  }
}
