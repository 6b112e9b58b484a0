package io.github.requestree.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names a method as its author would: {@code OrderService.load}, {@code new Order}, {@code
 * OrderService.load (lambda)}, {@code OrderService.load (proxy)}; Kotlin and Groovy likewise.
 * Remembers names. Thread-safe.
 */
public final class DisplayName {
  private static final String CGLIB_METHOD = "CGLIB$";
  private static final List<String> PROXY_MARKS =
      List.of(
          "$$SpringCGLIB",
          "$$EnhancerBy",
          "$$FastClassBy",
          "$ByteBuddy",
          "$HibernateProxy",
          "$MockitoMock",
          "_$$_");

  /** The longest text of a frame whose name is remembered. */
  private static final int MAX_REMEMBERED_CHARS = 200;

  /** With more names it forgets them all. They take some 1 MB at most. */
  static final int MAX_NAMES = 2_000;

  /** The names so far: the frames of the same few routes come in each report. */
  private static final Map<Frame, String> NAMES = new ConcurrentHashMap<>();

  private final List<String> remarks = new ArrayList<>();
  private String className;
  private String methodName;

  private DisplayName(Frame frame) {
    LanguageName written = LanguageName.of(frame);
    className = written.className();
    methodName = written.methodName();
    if (written.remark() != null) {
      remarks.add(written.remark());
    }
  }

  /** Returns the name of a method, or the text of a frame that is no method. */
  public static String of(Frame frame) {
    if (!frame.isMethod()) {
      return frame.name();
    }
    String known = NAMES.get(frame);
    if (known == null) {
      known = read(frame);
      remember(frame, known);
    }
    return known;
  }

  private static void remember(Frame frame, String name) {
    String file = frame.fileName();
    int chars = frame.className().length() + frame.name().length();
    if (chars + (file == null ? 0 : file.length()) <= MAX_REMEMBERED_CHARS) {
      if (NAMES.size() >= MAX_NAMES) {
        NAMES.clear();
      }
      NAMES.put(frame, name);
    }
  }

  /** Returns the number of names that are remembered. */
  static int remembered() {
    return NAMES.size();
  }

  private static String read(Frame frame) {
    String text = new DisplayName(frame).text();
    return text.isEmpty() ? frame.className() : text;
  }

  /** Returns a call's name and, if known, its place, such as {@code Shop.buy Shop.java:12}. */
  public static String withPlace(
      Frame frame, int line, SafeText safe, int longestName, int longestFile) {
    String name = safe.of(of(frame), longestName);
    String file = frame.fileName();
    return file == null || line <= 0 ? name : name + "  " + safe.of(file, longestFile) + ":" + line;
  }

  private String text() {
    boolean lambda = readLambdaClass();
    boolean proxy = readProxyClass();
    lambda |= readLambdaMethod();
    String simpleName = simpleName(GeneratedName.ofClass(className));
    String name;
    switch (methodName) {
      case "<init>" -> name = "new " + simpleName;
      case "<clinit>" -> {
        name = simpleName;
        remarks.add("static initialiser");
      }
      case "" -> name = simpleName;
      default -> name = simpleName.isEmpty() ? methodName : simpleName + "." + methodName;
    }
    if (lambda) {
      remarks.add("lambda");
    }
    if (proxy) {
      remarks.add("proxy");
    }
    return remarks.isEmpty() ? name : name + " (" + String.join(", ", remarks) + ")";
  }

  /**
   * Reads hidden classes: {@code Foo$$Lambda/0x00007f…}, until JDK 20 {@code Foo$$Lambda$14/0x…}.
   */
  private boolean readLambdaClass() {
    cutClassNameAt(className.indexOf('/'));
    boolean lambda = cutClassNameAt(className.indexOf(GeneratedName.LAMBDA_CLASS));
    if (lambda) {
      methodName = "";
    }
    return lambda;
  }

  private boolean readProxyClass() {
    boolean proxy = false;
    for (String mark : PROXY_MARKS) {
      proxy |= cutClassNameAt(className.indexOf(mark));
    }
    if (methodName.startsWith(CGLIB_METHOD) && methodName.length() > CGLIB_METHOD.length()) {
      methodName = GeneratedName.ofMethod(methodName).substring(CGLIB_METHOD.length());
    }
    if (simpleName(className).startsWith("$Proxy")) {
      // The number of a JDK proxy says nothing, and its interfaces are not on the stack.
      className = "";
      proxy = true;
    }
    return proxy;
  }

  /**
   * Reads bodies: Java {@code lambda$load$0}, Kotlin {@code load$lambda$0}, Scala {@code
   * $anonfun$load$1}.
   */
  private boolean readLambdaMethod() {
    int kotlin = methodName.indexOf("$lambda");
    if (methodName.startsWith("lambda$")) {
      setEnclosingMethod(methodName.substring("lambda$".length()));
    } else if (methodName.startsWith("$anonfun$")) {
      setEnclosingMethod(methodName.substring("$anonfun$".length()));
    } else if (kotlin > 0) {
      methodName = methodName.substring(0, kotlin);
    } else {
      return false;
    }
    return true;
  }

  private void setEnclosingMethod(String nameAndNumber) {
    int end = nameAndNumber.lastIndexOf('$');
    String enclosing = end < 0 ? "" : nameAndNumber.substring(0, end);
    methodName =
        switch (enclosing) {
          case "new" -> "<init>";
          case "static" -> "<clinit>";
          case "null" -> "";
          default -> enclosing;
        };
  }

  private boolean cutClassNameAt(int index) {
    if (index <= 0) {
      return false;
    }
    className = className.substring(0, index);
    return true;
  }

  /**
   * Returns the name without its package, nested classes with a dot; {@code Outer$1} stays, since
   * it has no name.
   */
  private static String simpleName(String binaryName) {
    String name = binaryName.substring(binaryName.lastIndexOf('.') + 1);
    StringBuilder simple = new StringBuilder(name);
    for (int i = 1; i < name.length() - 1; i++) {
      boolean single = name.charAt(i) == '$' && name.charAt(i - 1) != '$';
      if (single && Character.isLetter(name.charAt(i + 1))) {
        simple.setCharAt(i, '.');
      }
    }
    if (name.length() > 1 && name.endsWith("$")) {
      simple.setLength(name.length() - 1);
    }
    return simple.toString();
  }
}
