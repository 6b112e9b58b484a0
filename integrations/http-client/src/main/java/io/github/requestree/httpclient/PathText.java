package io.github.requestree.httpclient;

import java.util.regex.Pattern;

/**
 * Writes a path without its secrets. Ids are folded, so that calls can be counted together.
 * Anything else that does not read like a name is folded too, since some services take a token in
 * the path. Stateless.
 */
final class PathText {

  private static final String ID = "{id}";
  private static final String MORE = "/…";
  private static final int MAX_CHARS = 200;
  private static final int MAX_SEGMENT_CHARS = 64;

  private static final int MAX_NAME_CHARS = 32;

  /** As in {@code oauth2} or {@code reports-2024}; an id or a token has more. */
  private static final int MAX_DIGITS = 4;

  /** As {@code sha256sum}: a longer word that has digits is most likely random. */
  private static final int MAX_CHARS_WITH_DIGITS = 10;

  private static final Pattern VARIABLE = Pattern.compile("\\{[A-Za-z0-9_.-]{1,32}}");

  private PathText() {}

  /** Returns the first segment of a raw path. */
  static String ofPath(String rawPath) {
    int start = afterSlashes(rawPath, 0);
    int end = endOfSegment(rawPath, start);
    if (start == end) {
      return "/";
    }
    boolean more = afterSlashes(rawPath, end) < rawPath.length();
    return "/" + segment(rawPath.substring(start, end)) + (more ? MORE : "");
  }

  /**
   * Returns all of a template, such as {@code /orders/{id}}; the template may begin with a scheme
   * and a host.
   */
  static String ofTemplate(String template) {
    String path = pathOf(template);
    StringBuilder text = new StringBuilder();
    for (int at = afterSlashes(path, 0); at < path.length(); ) {
      int end = endOfSegment(path, at);
      String segment = segment(path.substring(at, end));
      if (text.length() + segment.length() + MORE.length() >= MAX_CHARS) {
        return text.append(MORE).toString();
      }
      text.append('/').append(segment);
      at = afterSlashes(path, end);
    }
    return text.isEmpty() ? "/" : text.toString();
  }

  private static String pathOf(String template) {
    int start = 0;
    int authority = template.indexOf("//");
    if (authority >= 0 && template.substring(0, authority).chars().noneMatch(c -> c == '/')) {
      int slash = template.indexOf('/', authority + 2);
      start = slash < 0 ? template.length() : slash;
    }
    int end = template.length();
    for (int i = start; i < end; i++) {
      if (template.charAt(i) == '?' || template.charAt(i) == '#') {
        end = i;
      }
    }
    return template.substring(start, end);
  }

  private static int afterSlashes(String path, int from) {
    int at = from;
    while (at < path.length() && path.charAt(at) == '/') {
      at++;
    }
    return at;
  }

  private static int endOfSegment(String path, int start) {
    int slash = path.indexOf('/', start);
    return slash < 0 ? path.length() : slash;
  }

  private static String segment(String raw) {
    // A session id may follow a semicolon.
    int semicolon = raw.indexOf(';');
    String segment = semicolon < 0 ? raw : raw.substring(0, semicolon);
    if (isName(segment)) {
      return segment;
    }
    if (segment.indexOf('{') < 0 || segment.length() > MAX_SEGMENT_CHARS) {
      return ID;
    }
    String rest = VARIABLE.matcher(segment).replaceAll("");
    return rest.isEmpty() || isName(rest) ? segment : ID;
  }

  private static boolean isName(String segment) {
    if (segment.length() > MAX_NAME_CHARS) {
      return false;
    }
    int letters = 0;
    int digits = 0;
    int word = 0;
    boolean hasDigit = false;
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (Character.isLetter(c)) {
        letters++;
        word++;
      } else if (c >= '0' && c <= '9') {
        digits++;
        word++;
        hasDigit = true;
      } else if (c == '-' || c == '_' || c == '.' || c == '~') {
        word = 0;
        hasDigit = false;
      } else {
        return false;
      }
      if (hasDigit && word > MAX_CHARS_WITH_DIGITS) {
        return false;
      }
    }
    return letters > 0 && digits <= MAX_DIGITS;
  }
}
