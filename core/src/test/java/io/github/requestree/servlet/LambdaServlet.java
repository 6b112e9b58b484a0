package io.github.requestree.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet that does one thing, whatever the method. */
public final class LambdaServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  /** What it does. */
  @FunctionalInterface
  public interface Work {
    void serve(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException;
  }

  @SuppressWarnings("serial") // Nobody serializes a servlet of a test.
  private final Work work;

  public LambdaServlet(Work work) {
    this.work = work;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    work.serve(request, response);
  }
}
