package io.github.requestree.servlet;

import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Folds the segments of a path that do not read like names, so that {@code /orders/17} and {@code
 * /orders/18} are one route: {@code /orders/{id}}. The braces tell it from a servlet mapping. An
 * extension stays.
 */
final class FoldedPath {

  private static final String ID = "{id}";

  /** The longest name; longer segments are ids, or nobody reads them. */
  private static final int MAX_NAME = 64;

  private static final Pattern EXTENSION = Pattern.compile("[A-Za-z]{1,5}");

  // Possessive and without nesting, so that a segment is read once, whatever is in it.
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}+(?:-\\p{XDigit}{4}+){3}+-\\p{XDigit}{12}+");

  private FoldedPath() {}

  static String of(String path) {
    StringJoiner folded = new StringJoiner("/");
    for (String segment : path.split("/", -1)) {
      int dot = startOfExtension(segment);
      boolean id = isId(RawPath.decoded(segment.substring(0, dot)));
      folded.add(id ? ID + segment.substring(dot) : segment);
    }
    return folded.toString();
  }

  private static int startOfExtension(String segment) {
    int dot = segment.lastIndexOf('.');
    int length = segment.length();
    boolean is = dot > 0 && EXTENSION.matcher(segment).region(dot + 1, length).matches();
    return is ? dot : length;
  }

  private static boolean isId(String text) {
    if (text.length() > MAX_NAME || text.indexOf('@') >= 0 || UUID.matcher(text).matches()) {
      return true;
    }
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !Character.isLetterOrDigit(text.charAt(i))) {
        boolean alone = start == 0 && i == text.length();
        if (PathWord.of(text, start, i).isId(alone)) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }
}
