package io.github.requestree.docs;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.apache.catalina.core.StandardContext;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/**
 * Declares the application's own names that snippets of the docs use. Each snippet is compiled as
 * part of a subclass; a name that is not here and not declared by the snippet is an error.
 */
@SuppressWarnings({"unused", "NullAway"})
abstract class Given {

  /** Something of the application's that does work. */
  interface Work {
    Report build();

    void run();

    void render(Object invoice);

    void record(long nanos);
  }

  /** A result of the application's. */
  interface Report {}

  /** A marker of the application's. */
  interface Quiet {}

  Work reports;
  Work importer;
  Work renderer;
  Work metrics;
  Object invoice;
  long id;
  Path directory;
  ExecutorService pool;
  ExecutorService wrapped;
  DataSource dataSource;
  HikariDataSource hikari;
  HttpServletRequest request;
  AsyncContext async;
  Runnable work;
  CompletableFuture<Object> future;
  ObservationRegistry registry;
  ServletContextHandler jettyContext;
  StandardContext tomcatContext;

  abstract Object render(Object invoice);

  abstract Object load(long id);

  abstract void answer(AsyncContext async);

  abstract void readAll(ServletInputStream input);

  abstract Executor executor();
}
