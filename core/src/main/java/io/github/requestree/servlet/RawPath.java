package io.github.requestree.servlet;

/** The raw path of a request, as it came: not decoded, without path parameters. */
final class RawPath {

  private RawPath() {}

  /**
   * The path without its parameters. They may stand in any segment, as in {@code
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

  /** Where the path within its context starts; at the path's end if it is the context itself. */
  static int startWithinContext(String path, String contextPath) {
    // Tomcat answers the context path as the client wrote it, path parameters included.
    String context = withoutParameters(contextPath);
    int length = context.length();
    boolean inside =
        path.startsWith(context) && (path.length() == length || path.charAt(length) == '/');
    return inside && length > 0 ? length : 0;
  }
}
