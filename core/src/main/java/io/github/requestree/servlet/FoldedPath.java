package io.github.requestree.servlet;

import java.util.regex.Pattern;

/**
 * Folds the segments of a path that are ids, so that {@code /orders/17} and {@code /orders/18} are
 * one route: {@code /orders/{id}}. The braces tell it from a servlet mapping.
 */
final class FoldedPath {

  private static final String ID = "{id}";

  // Possessive and without nesting, so that a segment is read once, whatever is in it.
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}+(?:-\\p{XDigit}{4}+){3}+-\\p{XDigit}{12}+");

  private FoldedPath() {}

  static String of(String path) {
    StringBuilder folded = new StringBuilder(path.length());
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String segment = path.substring(start, end);
      folded.append(isId(segment) ? ID : segment);
      if (slash >= 0) {
        folded.append('/');
      }
      start = end + 1;
    }
    return folded.toString();
  }

  private static boolean isId(String segment) {
    return !segment.isEmpty()
        && (segment.chars().allMatch(c -> c >= '0' && c <= '9') || UUID.matcher(segment).matches());
  }
}
