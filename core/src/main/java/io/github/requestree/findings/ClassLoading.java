package io.github.requestree.findings;

import io.github.requestree.profile.Frame;
import java.util.Set;

/** The frames with which the JVM begins to load or link a class. Stateless and thread-safe. */
final class ClassLoading {

  private static final Set<String> METHODS = Set.of("loadClass", "defineClass", "findClass");

  private ClassLoading() {}

  static boolean isBegunBy(Frame frame) {
    if (!frame.isMethod()) {
      return false;
    }
    String type = frame.className();
    String method = frame.name();
    return (METHODS.contains(method) && type.contains("ClassLoader"))
        // The classes of lambdas and of texts that are put together are made when first needed.
        || (type.equals("java.lang.invoke.MethodHandleNatives") && method.startsWith("link"))
        || (type.equals("java.lang.Class") && method.startsWith("forName"));
  }
}
