package io.github.requestree.profile;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A class and a method as they were written in Kotlin or Groovy, whose compilers make classes of
 * functions and methods of arguments. Immutable and thread-safe.
 *
 * @param remark a further fact in the compiled name; null if none
 */
record LanguageName(String className, String methodName, @Nullable String remark) {

  /**
   * {@code Orders$_load_closure1}, within it {@code $_closure2}; {@code _init_} in constructors.
   */
  private static final Pattern GROOVY_CLOSURE =
      Pattern.compile("^(.+?)\\$_(\\w+?)_(closure|lambda)\\d+(?:\\$_(?:closure|lambda)\\d+)*$");

  /** {@code Orders$load$2$a$1}: a function in {@code a} in a function in {@code load}. */
  private static final Pattern KOTLIN_FUNCTION =
      Pattern.compile("^((?:.*\\.)?[^.$]+(?:\\$[A-Z][^$]*)*)\\$([a-z]\\w*)(?:\\$[\\w$]*)?\\$\\d+$");

  /** The methods of the classes of Kotlin's functions. */
  private static final Set<String> KOTLIN_CALLS = Set.of("invoke", "invokeSuspend", "emit");

  /** The suffix of a name that has a value class as a parameter. */
  private static final Pattern KOTLIN_HASH = Pattern.compile("-(?:[\\w-]{7}|impl)$");

  private static final String DEFAULTS = "$default";
  private static final String ACCESS = "access$";

  /**
   * Returns the name of a method. A method of another language, or one that was not generated,
   * keeps its name.
   */
  static LanguageName of(Frame method) {
    String className = method.className();
    String name = method.name();
    Matcher closure = GROOVY_CLOSURE.matcher(className);
    if (closure.matches()) {
      return new LanguageName(closure.group(1), constructorOr(closure.group(2)), closure.group(3));
    }
    String file = method.fileName();
    if (file != null && file.endsWith(".kt")) {
      Matcher function = KOTLIN_FUNCTION.matcher(className);
      if (KOTLIN_CALLS.contains(name) && function.matches()) {
        return new LanguageName(function.group(1), function.group(2), "lambda");
      }
      return kotlin(className, name);
    }
    return name.endsWith(DEFAULTS)
        ? kotlin(className, name)
        : new LanguageName(className, name, null);
  }

  private static String constructorOr(String method) {
    return switch (method) {
      case "_init_" -> "<init>";
      case "_clinit_" -> "<clinit>";
      default -> method;
    };
  }

  private static LanguageName kotlin(String className, String methodName) {
    String name = methodName;
    String remark = null;
    if (name.startsWith(ACCESS) && name.length() > ACCESS.length()) {
      name = name.substring(ACCESS.length());
      remark = "access";
    }
    if (name.endsWith(DEFAULTS) && name.length() > DEFAULTS.length()) {
      name = name.substring(0, name.length() - DEFAULTS.length());
      remark = "defaults";
    }
    int end = name.indexOf('$');
    if (end > 0 && !name.contains("$lambda")) {
      // Internal functions have the name of their module, others that of how they are compiled.
      name = name.substring(0, end);
    }
    return new LanguageName(className, KOTLIN_HASH.matcher(name).replaceFirst(""), remark);
  }
}
