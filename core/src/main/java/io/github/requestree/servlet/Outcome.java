package io.github.requestree.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The end of a request. Immutable and thread-safe.
 *
 * @param status the status of the response, or 0 if it is not known
 * @param failure the reason of a failure, or null if it did not fail
 * @param clientGone whether the client did not wait for the end
 */
record Outcome(int status, @Nullable String failure, boolean clientGone) {

  /** The outcome of a request whose end was not seen. */
  static final Outcome UNKNOWN = new Outcome(0, null, false);

  /** The most frequent one, made once. */
  private static final Outcome OK = new Outcome(HttpServletResponse.SC_OK, null, false);

  /** The attribute in which Spring MVC keeps an exception that it turned into a response. */
  private static final String SPRING_EXCEPTION =
      "org.springframework.web.servlet.DispatcherServlet.EXCEPTION";

  /**
   * Returns that of a request whose end we failed to read; throws nothing, not even without memory.
   */
  static Outcome unknown(@Nullable Throwable thrown) {
    try {
      return thrown == null ? UNKNOWN : new Outcome(0, Failure.name(thrown), false);
    } catch (Throwable e) {
      return UNKNOWN;
    }
  }

  /** Returns whether the connection now serves another protocol. */
  boolean isUpgrade() {
    return status == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
  }

  /** Returns the later answer of {@link io.github.requestree.profile.Profile.Request#failed()}. */
  boolean failed() {
    return failure != null || status >= 500;
  }

  /** Returns that of a request whose chain returned. */
  static Outcome returned(HttpServletRequest request, HttpServletResponse response) {
    int status = response.getStatus();
    if (status < 500) {
      return status == OK.status ? OK : new Outcome(status, null, false);
    }
    Object swallowed = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (swallowed == null) {
      swallowed = request.getAttribute(SPRING_EXCEPTION);
    }
    return swallowed instanceof Throwable thrown
        ? failed(status, thrown)
        : new Outcome(status, null, false);
  }

  /** Returns that of a request with a status that the container has set. */
  private static Outcome failed(int status, Throwable thrown) {
    // Nobody is told of a server's error any more when the client is gone, and there is none.
    return Failure.isClientGone(thrown, true)
        ? new Outcome(status >= 500 ? 0 : status, null, true)
        : new Outcome(status, Failure.name(Failure.root(thrown)), false);
  }

  /** Returns that of a request whose chain threw. */
  static Outcome threw(Throwable thrown, HttpServletResponse response) {
    boolean committed = response.isCommitted();
    boolean decided = committed && !SentStatus.isOpen(response);
    if (Failure.isClientGone(thrown, committed)) {
      return new Outcome(decided ? response.getStatus() : 0, null, true);
    }
    int status = decided ? response.getStatus() : SentStatus.of(thrown, response);
    return new Outcome(status, Failure.name(Failure.root(thrown)), false);
  }

  /**
   * Returns that of a request that goes on without its client, which reset the stream or the
   * connection.
   */
  static Outcome clientGone(@Nullable ServletResponse response) {
    boolean begun = response != null && response.isCommitted();
    return new Outcome(begun ? status(response) : 0, null, true);
  }

  /**
   * Returns that of a request whose asynchronous part is complete; the response is null on some
   * servers.
   */
  static Outcome completed(
      @Nullable ServletResponse response, @Nullable Throwable error, boolean timedOut) {
    int status = status(response);
    return error != null
        ? failed(status, error)
        : new Outcome(status, timedOut && status >= 500 ? "timeout" : null, false);
  }

  private static int status(@Nullable ServletResponse response) {
    return response instanceof HttpServletResponse http ? http.getStatus() : 0;
  }
}
