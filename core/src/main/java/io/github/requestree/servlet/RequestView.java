package io.github.requestree.servlet;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The view of a request that a predicate gets, valid until closed. <em>Not</em> thread-safe, as
 * requests are.
 */
final class RequestView implements Trigger.Request, AutoCloseable {

  private final String path;
  private final int start;
  private @Nullable HttpServletRequest request;

  RequestView(HttpServletRequest request, String path, int start) {
    this.request = request;
    this.path = path;
    this.start = start;
  }

  @Override
  public String method() {
    return request().getMethod();
  }

  @Override
  public String path() {
    return start == path.length() ? "/" : path.substring(start);
  }

  @Override
  public @Nullable String query() {
    return OriginalRequest.query(request());
  }

  @Override
  public @Nullable String header(String name) {
    return request().getHeader(name);
  }

  private HttpServletRequest request() {
    HttpServletRequest open = request;
    if (open == null) {
      // By now it may be another client's.
      throw new IllegalStateException("the trigger has decided; it can read no request any more");
    }
    return open;
  }

  @Override
  public void close() {
    request = null;
  }
}
