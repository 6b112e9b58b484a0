package io.github.requestree.report;

import io.github.requestree.profile.Frame;

/**
 * The name of a frame for the tools of others: class with package, dot, method. They group, search
 * and shorten by it. Stateless and thread-safe.
 */
final class FullName {
  private static final String LAMBDA_CLASS = "$$Lambda";
  private static final int LONGEST = 500;
  private static final SafeText SAFE = new SafeText(false);

  private FullName() {}

  static String of(Frame frame) {
    String name =
        frame.isMethod() ? stableClass(frame.className()) + "." + frame.name() : frame.name();
    return SAFE.of(name, LONGEST);
  }

  /** Hidden classes end in an address, different in each process: none could be compared. */
  private static String stableClass(String className) {
    int slash = className.indexOf('/');
    String name = slash > 0 ? className.substring(0, slash) : className;
    int lambda = name.indexOf(LAMBDA_CLASS);
    return lambda > 0 ? name.substring(0, lambda + LAMBDA_CLASS.length()) : name;
  }
}
