package io.github.requestree.shaping;

import java.util.ArrayList;
import java.util.List;

/**
 * Patterns over binary class names, in which {@code *} stands for any characters. A pattern that
 * does not end with {@code *} also covers what is below it: {@code com.acme} the class or package
 * of this name with its nested classes and subpackages. Immutable and thread-safe.
 */
final class PackagePatterns {
  private final List<List<String>> globs = new ArrayList<>();

  /**
   * @param option the name of the option, for the message
   * @throws IllegalArgumentException if a pattern is empty or has a character that is in no name
   */
  PackagePatterns(String option, List<String> patterns) {
    for (String pattern : patterns) {
      if (pattern.isEmpty() || !pattern.chars().allMatch(PackagePatterns::isAccepted)) {
        throw new IllegalArgumentException(
            option
                + " has the pattern '"
                + pattern
                + "', but accepted are class and package names in which * stands for any"
                + " characters, such as com.acme.*");
      }
      addGlobs(pattern);
    }
  }

  private void addGlobs(String pattern) {
    if (pattern.endsWith(".")) {
      globs.add(parts(pattern + "*"));
      return;
    }
    globs.add(parts(pattern));
    if (!pattern.endsWith("*")) {
      globs.add(parts(pattern + ".*"));
      globs.add(parts(pattern + "$*"));
    }
  }

  private static boolean isAccepted(int character) {
    return character == '*'
        || character == '.'
        || character == '-'
        || (Character.isJavaIdentifierPart(character)
            && !Character.isIdentifierIgnorable(character));
  }

  private static List<String> parts(String glob) {
    return List.of(glob.split("\\*", -1));
  }

  boolean matches(String className) {
    for (List<String> parts : globs) {
      if (matches(parts, className)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(List<String> parts, String name) {
    String first = parts.get(0);
    if (!name.startsWith(first)) {
      return false;
    }
    if (parts.size() == 1) {
      return name.length() == first.length();
    }
    int position = first.length();
    for (String part : parts.subList(1, parts.size() - 1)) {
      int found = name.indexOf(part, position);
      if (found < 0) {
        return false;
      }
      position = found + part.length();
    }
    String last = parts.get(parts.size() - 1);
    return name.length() - position >= last.length() && name.endsWith(last);
  }
}
