package io.github.requestree.benchmarks.contact;

import io.github.requestree.page.Access;
import io.github.requestree.servlet.ProfilesServlet;
import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A server process with a page as large applications have them: its rows are loaded and rendered
 * some 200 calls deep, as behind the proxies, interceptors and nested templates of a framework. The
 * filter has its default options.
 */
public final class DeepPage {

  static final String PATH = "/page";

  private static final int DEPTH = 200;
  private static final int ROWS = 12;
  private static final int ROWS_PER_QUERY = 4;
  private static final long QUERY_MILLIS = 2;
  private static final int CELLS = 1_500;

  /** The options that the demo sets too; neither changes the sampling. */
  private static final Map<String, String> OPTIONS =
      Map.of("recentProfiles", "100", "profileHeader", Demo.PROFILE_HEADER);

  private DeepPage() {}

  public static void main(String[] words) throws Exception {
    FilterHolder filter = new FilterHolder(new ProfilingFilter());
    filter.setInitParameters(OPTIONS);
    ServletContextHandler context = new ServletContextHandler();
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new Page()), PATH);
    ProfilesServlet profiles = ProfilesServlet.of(Access.loopbackOnly());
    context.addServlet(new ServletHolder(profiles), "/profiles/*");
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    System.out.println("listening on http://127.0.0.1:" + connector.getLocalPort());
  }

  /** Returns the number of calls above the caller. */
  static int depth() {
    return StackWalker.getInstance().walk(frames -> (int) frames.count());
  }

  private static final class Page extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      long start = System.nanoTime();
      StringBuilder html = new StringBuilder();
      int depth = template(html, (DEPTH - depth()) / 2);
      String answer =
          String.format(
              Locale.ROOT,
              "{\"totalMillis\": %.3f, \"depth\": %d, \"length\": %d}",
              (System.nanoTime() - start) / 1e6,
              depth,
              html.length());
      response.setContentType("application/json");
      response.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** Calls that only call; returns how deep the last one was. */
    private static int template(StringBuilder html, int levels) {
      if (levels <= 0) {
        for (int row = 0; row < ROWS; row++) {
          if (row % ROWS_PER_QUERY == 0) {
            loadRows();
          }
          renderRow(html, row);
        }
        return depth();
      }
      html.append("<div>");
      int depth = fragment(html, levels);
      html.append("</div>");
      return depth;
    }

    private static int fragment(StringBuilder html, int levels) {
      return template(html, levels - 1);
    }

    /** Stands for a query. */
    private static void loadRows() {
      try {
        Thread.sleep(QUERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static void renderRow(StringBuilder html, int row) {
      for (int cell = 0; cell < CELLS; cell++) {
        html.append(String.format(Locale.ROOT, "<td>%d.%02d</td>", row * cell, cell % 100));
      }
    }
  }
}
