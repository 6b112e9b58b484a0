package io.github.requestree.example;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves one route. Thread-safe. */
@SuppressWarnings("serial") // HttpServlet is serializable; nobody serializes one.
final class RouteServlet extends HttpServlet {

  private final Route.Handler handler;

  RouteServlet(Route.Handler handler) {
    this.handler = handler;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Scale scale = Scale.parse(request.getParameter("scale"));
    if (scale == null) {
      Json.send(response, HttpServletResponse.SC_BAD_REQUEST, new Answer.Failure(Scale.WRONG));
      return;
    }
    Exchange exchange = new Exchange(request, response, scale);
    try {
      handler.handle(exchange);
    } catch (Exception e) {
      exchange.fail(e);
    }
  }
}
