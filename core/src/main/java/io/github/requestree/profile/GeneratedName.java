package io.github.requestree.profile;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Names classes and methods that were generated while the JVM ran, without their numbers and
 * addresses. Those are different in each process, so that profiles could not be compared. Stateless
 * and thread-safe.
 */
public final class GeneratedName {
  static final String LAMBDA_CLASS = "$$Lambda";

  private static final List<Pattern> NUMBERED =
      List.of(
          // What reflection compiles until JDK 21.
          Pattern.compile("(\\.Generated\\w*Accessor)\\d+$"),
          Pattern.compile("((?:^|\\.)\\$Proxy)\\d+$"),
          Pattern.compile("(\\$\\$SpringCGLIB)\\$\\$\\d+$"),
          Pattern.compile("(\\$\\$(?:EnhancerBy|FastClassBy)\\w*?)\\$\\$\\w+$"),
          Pattern.compile("(\\$(?:HibernateProxy|ByteBuddy|MockitoMock|auxiliary))\\$\\w+$"),
          Pattern.compile("(_\\$\\$_jvst)\\w+$"),
          // The packages of JDK proxies are counted too.
          Pattern.compile("^(jdk\\.proxy)\\d+(?=\\.)"));

  private static final Pattern CGLIB_METHOD = Pattern.compile("^(CGLIB\\$.+)\\$\\d+$");

  private GeneratedName() {}

  /** Returns a frame, as it is in every process. */
  public static Frame of(Frame frame) {
    return frame.isMethod()
        ? Frame.method(ofClass(frame.className()), ofMethod(frame.name()), frame.fileName())
        : frame;
  }

  /** Returns the binary name of a class, as it is in every process. */
  public static String ofClass(String className) {
    int slash = className.indexOf('/');
    String name = slash > 0 ? className.substring(0, slash) : className;
    int lambda = name.indexOf(LAMBDA_CLASS);
    if (lambda > 0) {
      return name.substring(0, lambda + LAMBDA_CLASS.length());
    }
    for (Pattern pattern : NUMBERED) {
      name = pattern.matcher(name).replaceFirst("$1");
    }
    return name;
  }

  /** The name of a method, as it is in every process. */
  public static String ofMethod(String methodName) {
    return CGLIB_METHOD.matcher(methodName).replaceFirst("$1");
  }
}
