package io.github.requestree.example;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists the routes, with the lines to look for in their trees. Thread-safe. */
@SuppressWarnings("serial") // HttpServlet is serializable; nobody serializes one.
final class IndexServlet extends HttpServlet {

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>Requestree example</title>
      <style>
      body { font: 1rem/1.5 sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem }
      dt { margin-top: 1rem; font-weight: bold }
      </style>
      </head>
      <body>
      <h1>Requestree example</h1>
      <p>Ask for a route, then read its call tree in the log of this server or on
      <a href="PROFILES">the page of profiles</a>, which is served to this machine alone.
      Add <code>?scale=0.1</code> to make all of it ten times as fast; 0.001 to 10 is accepted.</p>
      <dl>
      ROUTES</dl>
      </body>
      </html>
      """;

  private final byte[] page;

  IndexServlet(List<Route> routes) {
    StringBuilder list = new StringBuilder();
    for (Route route : routes) {
      String path = escaped(route.path());
      list.append("<dt><a href=\"").append(path).append("\">").append(path).append("</a></dt>\n");
      list.append("<dd>").append(escaped(route.what())).append("<br>\n");
      list.append("Look for ").append(escaped(route.lookFor())).append("</dd>\n");
    }
    String all = PAGE.replace("PROFILES", ExampleLauncher.PROFILES).replace("ROUTES", list);
    page = all.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
