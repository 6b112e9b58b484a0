package io.github.requestree.integration;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL in a process of its own, one for all tests. */
final class PostgreSql {

  private static EmbeddedPostgres server;
  private static String missing = "";

  private PostgreSql() {}

  /** The database, or an aborted test that says why there is none. */
  static synchronized DataSource database() {
    if (server == null && missing.isEmpty()) {
      try {
        server = EmbeddedPostgres.builder().start();
      } catch (IOException | RuntimeException e) {
        missing = "PostgreSQL does not start here: " + e;
      }
    }
    Assumptions.assumeTrue(missing.isEmpty(), missing);
    return server.getPostgresDatabase();
  }
}
