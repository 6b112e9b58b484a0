package io.github.requestree.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request of an application that breaks what filters rely on. */
final class Hostile extends HttpServletRequestWrapper {

  Hostile(HttpServletRequest request) {
    super(request);
  }

  @Override
  public String getContextPath() {
    throw new IllegalStateException("not now");
  }
}
