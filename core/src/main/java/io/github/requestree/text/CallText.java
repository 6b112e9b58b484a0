package io.github.requestree.text;

import io.github.requestree.profile.DisplayName;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.SafeText;
import io.github.requestree.shaping.Shaping;
import java.util.List;

/** Names a call: its method and its place. Immutable and thread-safe. */
record CallText(Shaping shaping, SafeText safe) {
  private static final int MAX_NAME = 160;
  private static final int MAX_FILE = 80;

  /**
   * Returns the innermost call of the application in a stack; the innermost of all if there is
   * none.
   */
  String in(List<StackTraceElement> stack) {
    for (StackTraceElement call : stack) {
      if (shaping.isApplication(frame(call))) {
        return of(frame(call), call.getLineNumber());
      }
    }
    return stack.isEmpty() ? "?" : of(frame(stack.get(0)), stack.get(0).getLineNumber());
  }

  private static Frame frame(StackTraceElement call) {
    return Frame.method(call.getClassName(), call.getMethodName(), call.getFileName());
  }

  String of(Frame frame, int line) {
    return of(frame, line, MAX_NAME, MAX_FILE);
  }

  String of(Frame frame, int line, int longestName, int longestFile) {
    String name = safe.of(DisplayName.of(frame), longestName);
    String file = frame.fileName();
    return file == null || line <= 0 ? name : name + "  " + safe.of(file, longestFile) + ":" + line;
  }
}
