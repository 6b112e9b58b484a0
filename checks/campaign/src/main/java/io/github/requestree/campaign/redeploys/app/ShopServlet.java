package io.github.requestree.campaign.redeploys.app;

import io.github.requestree.campaign.redeploys.OutlivingPools;
import io.github.requestree.jdbc.QueryListener;
import io.github.requestree.sampling.Profiler;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Wraps the pools of the container, and gives nothing back but its periodic task. With {@code
 * ?hold} its work waits at the gate. Thread-safe.
 */
public final class ShopServlet extends HttpServlet {

  private static final long serialVersionUID = 1;
  private static final long BEAT_MILLIS = 1;

  private final transient DataSource database =
      ProxyDataSourceBuilder.create(OutlivingPools.database())
          .listener(new QueryListener())
          .build();
  private final transient ExecutorService workers = Profiler.wrap(OutlivingPools.workers());
  private final transient ScheduledExecutorService timer = Profiler.wrap(OutlivingPools.timer());
  private transient @Nullable ScheduledFuture<?> beat;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean hold = request.getQueryString() != null;
    try {
      switch (request.getPathInfo()) {
        case "/query" -> answer(response, query(hold));
        case "/tasks" -> answer(response, tasks(hold));
        case "/async" -> async(request.startAsync(), hold);
        case "/left" -> answer(response, left(hold));
        case "/beat" -> answer(response, beat());
        default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
      }
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static void answer(ServletResponse response, long rows) throws IOException {
    response.getWriter().print(rows);
  }

  private long query(boolean hold) throws SQLException, InterruptedException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      if (hold) {
        OutlivingPools.passGate();
      }
      try (ResultSet rows = statement.executeQuery("select count(*) from line where id > 0")) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private long tasks(boolean hold) throws Exception {
    CompletableFuture<Long> supplied =
        CompletableFuture.supplyAsync(() -> queryQuietly(false), workers);
    return Math.max(workers.submit(() -> query(hold)).get(), supplied.get());
  }

  private long queryQuietly(boolean hold) {
    try {
      return query(hold);
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void async(AsyncContext async, boolean hold) {
    async.setTimeout(0);
    workers.execute(
        Profiler.wrap(
            () -> {
              try {
                answer(async.getResponse(), queryQuietly(hold));
                async.complete();
              } catch (IOException | IllegalStateException e) {
                // The container has ended it, with the application.
              }
            }));
  }

  /** Leaves a task behind that ends after its request. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private long left(boolean hold) {
    workers.submit(() -> query(hold));
    return OutlivingPools.ROWS;
  }

  /** Has a task run again and again, for the profile of the request that asked for it first. */
  private synchronized long beat() {
    if (beat == null) {
      beat = timer.scheduleAtFixedRate(() -> {}, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }
    return OutlivingPools.ROWS;
  }

  @Override
  public synchronized void destroy() {
    if (beat != null) {
      beat.cancel(false);
    }
  }
}
