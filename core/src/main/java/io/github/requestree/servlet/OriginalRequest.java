package io.github.requestree.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Reads the request as the client made it, even after dispatches. Stateless. */
final class OriginalRequest {

  private OriginalRequest() {}

  static String uri(HttpServletRequest request) {
    // Each attribute of a request that came by itself would be looked up in vain.
    boolean dispatched = request.getDispatcherType() != DispatcherType.REQUEST;
    String uri = dispatched ? uriBeforeDispatch(request) : null;
    return uri == null ? request.getRequestURI() : uri;
  }

  /** Returns the raw query string; null if there is none. */
  static @Nullable String query(HttpServletRequest request) {
    if (uriBeforeDispatch(request) == null) {
      return request.getQueryString();
    }
    String query = text(request, AsyncContext.ASYNC_QUERY_STRING);
    query = query == null ? text(request, RequestDispatcher.FORWARD_QUERY_STRING) : query;
    // Of an error page before Servlet 6.1: the request's own still is the client's.
    return query == null ? request.getQueryString() : query;
  }

  private static @Nullable String uriBeforeDispatch(HttpServletRequest request) {
    String uri = text(request, AsyncContext.ASYNC_REQUEST_URI);
    uri = uri == null ? text(request, RequestDispatcher.FORWARD_REQUEST_URI) : uri;
    return uri == null ? text(request, RequestDispatcher.ERROR_REQUEST_URI) : uri;
  }

  private static @Nullable String text(HttpServletRequest request, String attribute) {
    return request.getAttribute(attribute) instanceof String text ? text : null;
  }
}
