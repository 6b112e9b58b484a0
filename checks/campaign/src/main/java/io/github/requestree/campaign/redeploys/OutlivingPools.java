package io.github.requestree.campaign.redeploys;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.requestree.campaign.Await;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import javax.sql.DataSource;

/**
 * Things that a container has for all its applications: a pool of connections, and threads. All of
 * its threads are started here, since a thread started by an application would hold its class
 * loader. Thread-safe.
 */
public final class OutlivingPools {

  /** The number of rows that each query of the application counts. */
  public static final int ROWS = 24;

  private static final int THREADS = 6;
  private static final HikariDataSource DATABASE = connect();
  private static final ThreadPoolExecutor WORKERS =
      (ThreadPoolExecutor) Executors.newFixedThreadPool(THREADS);
  private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1);

  /** One permit for each piece of work that is held. */
  private static final Semaphore HELD = new Semaphore(0);

  private static volatile CountDownLatch gate = new CountDownLatch(0);

  static {
    WORKERS.prestartAllCoreThreads();
    TIMER.prestartAllCoreThreads();
    TIMER.setRemoveOnCancelPolicy(true);
  }

  private OutlivingPools() {}

  private static HikariDataSource connect() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:redeploys;DB_CLOSE_DELAY=-1");
    config.setMaximumPoolSize(THREADS);
    config.setMinimumIdle(THREADS);
    return new HikariDataSource(config);
  }

  /** Fills the database, and waits for all connections: Hikari adds them on threads of its own. */
  static void start() throws Exception {
    try (Connection connection = DATABASE.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists line as select x as id from system_range(1, " + ROWS + ")");
    }
    if (!Await.until(() -> DATABASE.getHikariPoolMXBean().getTotalConnections() == THREADS)) {
      throw new IllegalStateException("the pool does not fill");
    }
  }

  static void stop() {
    WORKERS.shutdownNow();
    TIMER.shutdownNow();
    DATABASE.close();
  }

  /** Returns the pool of connections. */
  public static DataSource database() {
    return DATABASE;
  }

  /** Returns the threads for tasks. */
  public static ExecutorService workers() {
    return WORKERS;
  }

  /** Returns the thread for timed tasks. */
  public static ScheduledThreadPoolExecutor timer() {
    return TIMER;
  }

  /** Holds the calling thread until the gate is open. */
  public static void passGate() throws InterruptedException {
    CountDownLatch closed = gate;
    HELD.release();
    closed.await();
  }

  static void closeGate() {
    HELD.drainPermits();
    gate = new CountDownLatch(1);
  }

  static void openGate() {
    gate.countDown();
  }

  /** Returns whether so many threads have come to the closed gate. */
  static boolean holds(int threads) {
    return HELD.availablePermits() == threads;
  }

  /** Returns whether all tasks and connections have been given back. */
  static boolean areIdle() {
    return WORKERS.getActiveCount() == 0
        && WORKERS.getQueue().isEmpty()
        && TIMER.getActiveCount() == 0
        && TIMER.getQueue().isEmpty()
        && DATABASE.getHikariPoolMXBean().getActiveConnections() == 0;
  }
}
