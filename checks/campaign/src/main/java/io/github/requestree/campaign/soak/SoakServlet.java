package io.github.requestree.campaign.soak;

import io.github.requestree.jdbc.QueryListener;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.Timing;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.h2.jdbcx.JdbcConnectionPool;

/** Answers each path with itself, after some work of its kind. Thread-safe. */
final class SoakServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final int THREADS = 4;
  private static final int CONNECTIONS = 8;
  private static final int SLOW_MILLIS = 3;

  private final transient ScheduledExecutorService plainWorkers =
      Executors.newScheduledThreadPool(THREADS);
  private final transient ScheduledExecutorService workers = Profiler.wrap(plainWorkers);
  private final transient JdbcConnectionPool pool;
  private final transient DataSource database;

  SoakServlet(String name) {
    pool = JdbcConnectionPool.create("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1", "", "");
    pool.setMaxConnections(CONNECTIONS);
    database = ProxyDataSourceBuilder.create(pool).listener(new QueryListener()).build();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    try {
      switch (path) {
        case "/slow" -> Thread.sleep(SLOW_MILLIS);
        case "/query" -> query();
        case "/tasks" -> workers.submit(this::query).get();
        case "/notes" -> notes();
        case "/fail" -> response.setStatus(SoakRequests.status(path));
        default -> {}
      }
    } catch (Exception e) {
      throw new IOException(e);
    }
    if (path.equals("/async")) {
      async(request.startAsync(), path);
    } else {
      answer(response, path);
    }
  }

  private static void answer(ServletResponse response, String path) throws IOException {
    byte[] body = path.getBytes(StandardCharsets.US_ASCII);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private int query() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select max(x) from system_range(1, 20)")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  @SuppressWarnings("try")
  private static void notes() {
    try (Timing ignored = Profiler.timed("render")) {
      Profiler.current().tag("kind", "notes");
      Profiler.current().note("cache", "get item", 1_000, Map.of("hit", "true"));
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored")
  private void async(AsyncContext async, String path) {
    workers.schedule(
        () -> {
          try {
            answer(async.getResponse(), path);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          } finally {
            async.complete();
          }
        },
        1,
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void destroy() {
    plainWorkers.shutdownNow();
    pool.dispose();
  }
}
