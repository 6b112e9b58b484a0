package io.github.requestree.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request, and its response, of no container, that goes through a filter as it is. */
final class Visit extends HttpServletRequestWrapper {

  private static final HttpServletRequest NO_REQUEST = Fake.of(HttpServletRequest.class, Map.of());
  private static final HttpServletResponse NO_RESPONSE =
      Fake.of(HttpServletResponse.class, Map.of());

  private final String method;
  private final String uri;
  private final Map<String, String> headers;
  private final Map<String, @Nullable Object> attributes = new HashMap<>();
  private DispatcherType dispatcherType = DispatcherType.REQUEST;

  Visit(String method, String uri, Map<String, String> headers) {
    super(NO_REQUEST);
    this.method = method;
    this.uri = uri;
    this.headers = headers;
  }

  void through(ProfilingFilter filter, FilterChain chain) throws IOException, ServletException {
    filter.doFilter(this, new Answer(), chain);
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getRequestURI() {
    return uri;
  }

  @Override
  public String getContextPath() {
    return "";
  }

  @Override
  public String getServletPath() {
    return uri;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String value = headers.get(name);
    return value == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(value));
  }

  @Override
  public @Nullable HttpServletMapping getHttpServletMapping() {
    return null;
  }

  /** Lets it be dispatched, as it is now. */
  Visit dispatched() {
    dispatcherType = DispatcherType.ASYNC;
    return this;
  }

  @Override
  public DispatcherType getDispatcherType() {
    return dispatcherType;
  }

  @Override
  public boolean isAsyncStarted() {
    return false;
  }

  private static final class Answer extends HttpServletResponseWrapper {
    Answer() {
      super(NO_RESPONSE);
    }

    @Override
    public int getStatus() {
      return 200;
    }

    @Override
    public boolean isCommitted() {
      return false;
    }

    @Override
    public void setHeader(String name, String value) {}
  }
}
