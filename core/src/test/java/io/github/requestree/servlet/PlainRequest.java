package io.github.requestree.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Map;

/** A request of a query string, without the garbage of a proxy. <em>Not</em> thread-safe. */
final class PlainRequest extends HttpServletRequestWrapper {

  String query = "";

  PlainRequest() {
    super(Fake.of(HttpServletRequest.class, Map.of()));
  }

  @Override
  public Object getAttribute(String name) {
    return null;
  }

  @Override
  public String getQueryString() {
    return query;
  }

  @Override
  public String getHeader(String name) {
    return null;
  }
}
