package io.github.requestree.example;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Lists the routes, with a button to run each and the lines to look for in its tree. Its policy is
 * strict: the badge needs no more than its own script, and to ask this server. Thread-safe.
 */
@SuppressWarnings("serial") // HttpServlet is serializable; nobody serializes one.
final class IndexServlet extends HttpServlet {

  private final byte[] page;
  private final String policy;

  IndexServlet(List<Route> routes) {
    String style = read("index.css");
    String script = read("index.js").replace("PROFILES", ExampleLauncher.PROFILES);
    StringBuilder list = new StringBuilder();
    for (Route route : routes) {
      String path = escaped(route.path());
      String id = path.substring(1);
      list.append("<li><button type=\"button\" value=\"").append(path);
      list.append("\" aria-describedby=\"").append(id).append("\">Run</button>\n");
      list.append("<a href=\"").append(path).append("\">").append(path).append("</a>\n");
      list.append("<output id=\"").append(id).append("\"></output>\n");
      list.append("<p>").append(escaped(route.what())).append("<br>\n");
      list.append("<small>Look for ")
          .append(escaped(route.lookFor()))
          .append("</small></p></li>\n");
    }
    page =
        read("index.html")
            .replace("PROFILES", ExampleLauncher.PROFILES)
            .replace("STYLE", style)
            .replace("SCRIPT", script)
            .replace("ROUTES", list)
            .getBytes(StandardCharsets.UTF_8);
    policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
            + " img-src data:; connect-src 'self'; style-src '"
            + hash(style)
            + "'; script-src 'self' '"
            + hash(script)
            + "'";
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }

  private static String read(String name) {
    try (InputStream in = IndexServlet.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
