package io.github.requestree.servlet;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Tells the status of a container's answer after an exception. For Jetty the status of {@code
 * sendError} stands, even if an exception follows. Tomcat and Undertow forget it, unless the
 * response is on its way. Stateless.
 */
final class SentStatus {

  private static final String TOMCAT = "org.apache.catalina.";
  private static final String UNDERTOW = "io.undertow.";

  private SentStatus() {}

  /** Returns whether a response that says it is committed may still get another status. */
  static boolean isOpen(HttpServletResponse response) {
    // Both say so from sendError on. They add the date when they really send the headers. Undertow
    // may be told not to; over HTTP/1.1 and HTTP/2 it then still adds one of these.
    return (isOf(TOMCAT, response)
            || (isOf(UNDERTOW, response)
                && !response.containsHeader("Connection")
                && !response.containsHeader(":status")))
        && !response.containsHeader("Date");
  }

  /**
   * Returns the status for an exception that meets a response without one; 0 if there is no answer.
   */
  static int of(Throwable thrown, HttpServletResponse response) {
    // Tomcat throws these on, and the thread ends or the connection closes without an answer. It
    // survives an overflow of the stack, which comes in a ServletException.
    return thrown instanceof VirtualMachineError && isOf(TOMCAT, response)
        ? 0
        : Failure.status(thrown);
  }

  private static boolean isOf(String container, ServletResponse response) {
    return response instanceof ServletResponseWrapper wrapper
        ? isOf(container, wrapper.getResponse())
        : response.getClass().getName().startsWith(container);
  }
}
