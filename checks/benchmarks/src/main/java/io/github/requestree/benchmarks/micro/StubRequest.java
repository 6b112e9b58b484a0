package io.github.requestree.benchmarks.micro;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * A request that answers what a filter asks, at the least cost. With one attribute, as the filter
 * sets one; real containers ask a map. <em>Not</em> thread-safe.
 */
final class StubRequest extends HttpServletRequestWrapper {

  private @Nullable String attributeName;
  private @Nullable Object attribute;

  StubRequest() {
    super(Stubs.throwing(HttpServletRequest.class));
  }

  /** Makes it a new request. */
  void recycle() {
    attributeName = null;
    attribute = null;
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getRequestURI() {
    return "/shop/orders/17";
  }

  @Override
  public String getContextPath() {
    return "/shop";
  }

  @Override
  public String getServletPath() {
    return "/orders";
  }

  @Override
  public String getQueryString() {
    return "page=2&size=50";
  }

  @Override
  public @Nullable String getHeader(String name) {
    return null;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.emptyEnumeration();
  }

  @Override
  public @Nullable HttpServletMapping getHttpServletMapping() {
    return Stubs.MAPPING;
  }

  @Override
  public DispatcherType getDispatcherType() {
    return DispatcherType.REQUEST;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return name.equals(attributeName) ? attribute : null;
  }

  @Override
  public void setAttribute(String name, Object value) {
    if (attributeName != null && !attributeName.equals(name)) {
      throw new UnsupportedOperationException("a second attribute: " + name);
    }
    attributeName = name;
    attribute = value;
  }
}
