package io.github.requestree.shaping;

import io.github.requestree.internal.Glob;
import io.github.requestree.internal.Options;
import java.util.ArrayList;
import java.util.List;

/**
 * Patterns over binary class names, in which {@code *} stands for any characters. A pattern that
 * does not end with {@code *} also covers the names below it: {@code com.acme} the class or package
 * of this name with its nested classes and subpackages. Immutable and thread-safe.
 */
final class PackagePatterns {
  private final List<Glob> globs = new ArrayList<>();

  /**
   * @param option the name of the option, for the message
   * @throws IllegalArgumentException if a pattern is empty or has a character that is in no name
   */
  PackagePatterns(String option, List<String> patterns) {
    for (String pattern : patterns) {
      if (!Options.isPackage(pattern)) {
        throw new IllegalArgumentException(
            ("%s has the pattern '%s', but must have class and package names, in which * stands"
                    + " for any characters, such as com.acme.*")
                .formatted(option, pattern));
      }
      addGlobs(pattern);
    }
  }

  private void addGlobs(String pattern) {
    if (pattern.endsWith(".")) {
      globs.add(new Glob(pattern + "*"));
      return;
    }
    globs.add(new Glob(pattern));
    if (!pattern.endsWith("*")) {
      globs.add(new Glob(pattern + ".*"));
      globs.add(new Glob(pattern + "$*"));
    }
  }

  boolean matches(String className) {
    return globs.stream().anyMatch(glob -> glob.matches(className));
  }
}
