package io.github.requestree.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended. Immutable and thread-safe.
 *
 * @param status the status of the response, or 0 if it is not known
 * @param failure why it failed, or null if it did not
 * @param clientGone whether the client did not wait for the end
 */
record Outcome(int status, @Nullable String failure, boolean clientGone) {

  /** Of a request whose end nobody saw. */
  static final Outcome UNKNOWN = new Outcome(0, null, false);

  /** Where Spring MVC keeps an exception that it turned into a response. */
  private static final String SPRING_EXCEPTION =
      "org.springframework.web.servlet.DispatcherServlet.EXCEPTION";

  /** As {@link io.github.requestree.profile.Profile.Request#failed()} says afterwards. */
  boolean failed() {
    return failure != null || status >= 500;
  }

  /** Of a request whose chain returned. */
  static Outcome returned(HttpServletRequest request, HttpServletResponse response) {
    int status = response.getStatus();
    if (status < 500) {
      return new Outcome(status, null, false);
    }
    Object swallowed = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (swallowed == null) {
      swallowed = request.getAttribute(SPRING_EXCEPTION);
    }
    return new Outcome(
        status,
        swallowed instanceof Throwable thrown ? Failure.name(Failure.root(thrown)) : null,
        false);
  }

  /** Of a request whose chain threw. */
  static Outcome threw(Throwable thrown, HttpServletResponse response) {
    boolean committed = response.isCommitted();
    if (Failure.isClientGone(thrown, committed)) {
      return new Outcome(committed ? response.getStatus() : 0, null, true);
    }
    // sendError commits as well: its status stands, whatever is thrown afterwards.
    int status = committed ? response.getStatus() : Failure.status(thrown);
    return new Outcome(status, Failure.name(Failure.root(thrown)), false);
  }

  /** Of a request whose asynchronous part is complete; the response is null on some servers. */
  static Outcome completed(
      @Nullable ServletResponse response, @Nullable Throwable error, boolean timedOut) {
    int status = response instanceof HttpServletResponse http ? http.getStatus() : 0;
    if (error != null) {
      boolean clientGone = Failure.isClientGone(error, true);
      return new Outcome(status, clientGone ? null : Failure.name(Failure.root(error)), clientGone);
    }
    return new Outcome(status, timedOut && status >= 500 ? "timeout" : null, false);
  }
}
