package io.github.requestree;

/** How often a test tries random cases: all of them with {@code -Pfull}, else a fifth. */
public final class Repeats {
  /** Whether everything that can be tried is tried. */
  public static final boolean ALL = "all".equals(System.getProperty("tests.repeats"));

  private static final int SHARE = 5;

  private Repeats() {}

  /** Returns how many of so many cases are tried now, at least one. */
  public static int of(int all) {
    return ALL ? all : Math.max(1, all / SHARE);
  }
}
