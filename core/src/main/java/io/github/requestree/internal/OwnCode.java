package io.github.requestree.internal;

/** Recognises the code of this library by the names of its classes. Stateless and thread-safe. */
public final class OwnCode {

  private static final String LIBRARY = "io.github.requestree.";

  private OwnCode() {}

  /** Returns whether it is a class of this library; those of its example application are not. */
  public static boolean has(String className) {
    return className.startsWith(LIBRARY) && !isIn("example.", className);
  }

  /** Returns whether it may be a class of an application, or of a library that it uses. */
  public static boolean isNeitherJdkNorOurs(String className) {
    return !className.startsWith("java.")
        && !className.startsWith("javax.")
        && !className.startsWith("jdk.")
        && !className.startsWith("sun.")
        && !className.startsWith("com.sun.")
        && !has(className);
  }

  /**
   * Returns whether it is a class that measures, or runs to do so. Its time on top of a stack
   * belongs to its caller. A class that stands between an application and a call of it, such as an
   * HTTP client, is none.
   */
  public static boolean measures(String className) {
    return className.startsWith(LIBRARY)
        && (isIn("sampling.", className)
            || isIn("servlet.", className)
            || isIn("micrometer.", className)
            || isIn("internal.", className));
  }

  /** Returns a name for an attribute, which a copy of this class by another loader has not. */
  public static String keyOf(Class<?> type) {
    return type.getName() + '.' + Integer.toHexString(System.identityHashCode(type));
  }

  private static boolean isIn(String room, String className) {
    return className.startsWith(room, LIBRARY.length());
  }
}
