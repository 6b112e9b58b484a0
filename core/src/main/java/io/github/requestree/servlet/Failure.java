package io.github.requestree.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.UnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out the status and cause of a request that failed with an exception. Stateless. */
final class Failure {

  private static final int MAX_CHAIN = 20;

  /**
   * Exceptions of containers and frameworks for a client that is gone, with their subclasses.
   * {@code EOFException} is left out: both Tomcat and Jetty wrap theirs, and the application's own
   * is an error of the application. Tomcat throws a {@code CloseNowException} for a stream of
   * HTTP/2 that was reset.
   */
  private static final Set<String> CLIENT_GONE =
      Set.of(
          "ClientAbortException",
          "CloseNowException",
          "EofException",
          "AsyncRequestNotUsableException");

  /**
   * Where Tomcat and Undertow throw a plain exception for a stream of HTTP/2 that was reset; the
   * last one is Undertow's once it has ended the exchange for that.
   */
  private static final List<String> STREAMS_OF_HTTP2 =
      List.of(
          "org.apache.coyote.http2.",
          "io.undertow.server.protocol.framed.",
          "io.undertow.channels.DetachableStreamSinkChannel");

  /**
   * The words of Linux, of macOS and Windows, and of Tomcat when a client resets a stream of
   * HTTP/2.
   */
  private static final List<String> CLIENT_GONE_WORDS =
      List.of(
          "broken pipe",
          "connection reset",
          "forcibly closed",
          "connection was aborted",
          "client reset the stream");

  private Failure() {}

  /**
   * Returns the exception that the application threw. Tomcat wraps an {@code Error} in a {@code
   * ServletException} before a filter sees it, and frameworks wrap everything; unwrapped once.
   */
  static Throwable root(Throwable thrown) {
    if (thrown instanceof ServletException wrapper && wrapper.getRootCause() != null) {
      return wrapper.getRootCause();
    }
    return thrown;
  }

  /**
   * Returns the simple name of its class; never its message, which may hold what the client sent.
   */
  static String name(Throwable thrown) {
    String name = thrown.getClass().getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * Returns the status that the container is going to answer. It still says 200 when an exception
   * passes a filter, as the valve or handler that sets 500 stands outside.
   */
  static int status(Throwable thrown) {
    if (root(thrown) instanceof UnavailableException unavailable) {
      return unavailable.isPermanent() ? 404 : 503;
    }
    return 500;
  }

  /**
   * Returns whether the client closed the connection, which is no error of the application.
   *
   * @param committed whether the response was being sent. Before that, a broken connection may as
   *     well be one of the application's own, to another service.
   */
  static boolean isClientGone(Throwable thrown, boolean committed) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MAX_CHAIN; i++) {
      if (isOfContainer(cause)
          || (cause instanceof IOException
              && (isThrownByStream(cause) || (committed && saysSo(cause.getMessage()))))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isOfContainer(Throwable thrown) {
    for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
      if (CLIENT_GONE.contains(type.getSimpleName())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isThrownByStream(Throwable thrown) {
    StackTraceElement[] stack = thrown.getStackTrace();
    return stack.length > 0
        && STREAMS_OF_HTTP2.stream().anyMatch(stack[0].getClassName()::startsWith);
  }

  private static boolean saysSo(@Nullable String message) {
    String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
    return CLIENT_GONE_WORDS.stream().anyMatch(text::contains);
  }
}
