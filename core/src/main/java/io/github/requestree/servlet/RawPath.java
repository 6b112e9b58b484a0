package io.github.requestree.servlet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The path of a request as it came, without path parameters, and decoded for comparing. */
final class RawPath {

  private RawPath() {}

  /**
   * Returns the path without its parameters. They may stand in any segment, as in {@code
   * /users;jsessionid=1/2;v=3}, and a session id in a log is a credential.
   */
  static String withoutParameters(String uri) {
    int semicolon = uri.indexOf(';');
    if (semicolon < 0) {
      return uri;
    }
    StringBuilder path = new StringBuilder(uri.length());
    int start = 0;
    while (semicolon >= 0) {
      path.append(uri, start, semicolon);
      start = uri.indexOf('/', semicolon);
      if (start < 0) {
        return path.toString();
      }
      semicolon = uri.indexOf(';', start);
    }
    return path.append(uri, start, uri.length()).toString();
  }

  /**
   * Returns the start of the path within its context; the path's end if it is the context itself.
   *
   * @param contextPath encoded as the client did it (Tomcat) or in the container's way (Jetty)
   */
  static int startWithinContext(String path, String contextPath) {
    // Tomcat answers the context path as the client wrote it, path parameters included.
    String context = withoutParameters(contextPath);
    int length = context.length();
    if (!path.startsWith(context)) {
      context = decoded(context);
      length = endOfSegments(path, (int) context.chars().filter(c -> c == '/').count());
      if (!decoded(path.substring(0, length)).equals(context)) {
        return 0;
      }
    }
    boolean inside = path.length() == length || path.charAt(length) == '/';
    return inside && length > 0 ? length : 0;
  }

  private static int endOfSegments(String path, int segments) {
    int end = 0;
    for (int i = 0; i < segments && end < path.length(); i++) {
      int slash = path.indexOf('/', end + 1);
      end = slash < 0 ? path.length() : slash;
    }
    return end;
  }

  /** Returns the path as containers compare it; the same one if nothing in it is encoded. */
  static String decoded(String path) {
    int percent = path.indexOf('%');
    if (percent < 0) {
      return path;
    }
    StringBuilder decoded = new StringBuilder(path.length());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int i = 0;
    while (i < path.length()) {
      int value = encodedByte(path, i);
      if (value >= 0) {
        bytes.write(value);
        i += 3;
      } else {
        decoded.append(bytes.toString(StandardCharsets.UTF_8)).append(path.charAt(i));
        bytes.reset();
        i++;
      }
    }
    return decoded.append(bytes.toString(StandardCharsets.UTF_8)).toString();
  }

  /** Returns the byte that is encoded there; -1 if none is. */
  private static int encodedByte(String path, int i) {
    boolean encoded =
        path.charAt(i) == '%'
            && i + 2 < path.length()
            && HexFormat.isHexDigit(path.charAt(i + 1))
            && HexFormat.isHexDigit(path.charAt(i + 2));
    return encoded ? HexFormat.fromHexDigits(path, i + 1, i + 3) : -1;
  }
}
