package io.github.requestree.export;

import io.github.requestree.profile.Frame;
import io.github.requestree.profile.GeneratedName;
import io.github.requestree.profile.SafeText;

/**
 * Names a frame for the tools of others: class with package, dot, method. They group, search and
 * shorten by it. Stateless and thread-safe.
 */
final class QualifiedName {
  private static final int MAX_LENGTH = 500;
  private static final SafeText SAFE = new SafeText(false);

  private QualifiedName() {}

  static String of(Frame frame) {
    String name =
        frame.isMethod()
            ? GeneratedName.ofClass(frame.className()) + "." + GeneratedName.ofMethod(frame.name())
            : frame.name();
    return SAFE.of(name, MAX_LENGTH);
  }
}
