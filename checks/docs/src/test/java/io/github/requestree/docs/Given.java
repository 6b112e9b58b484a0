package io.github.requestree.docs;

import io.github.requestree.sampling.Profiler;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.apache.catalina.startup.Tomcat;

/**
 * Declares the application's own names that snippets of the docs use. Each snippet is compiled as
 * part of a subclass; a name that is not here and not declared by the snippet is an error.
 */
@SuppressWarnings("unused")
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

  Profiler profiler;
  Work reports;
  Work importer;
  Work renderer;
  Work metrics;
  Object invoice;
  long id;
  Path directory;
  ExecutorService pool;
  DataSource dataSource;
  HttpServletRequest request;
  ObservationRegistry registry;
  Tomcat tomcat;

  abstract void render(Object invoice);

  abstract Object load(long id);

  abstract void answer(AsyncContext async);

  abstract void readAll(ServletInputStream input);
}
