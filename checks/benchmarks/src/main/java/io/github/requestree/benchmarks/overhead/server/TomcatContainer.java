package io.github.requestree.benchmarks.overhead.server;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Embedded Tomcat 10.1. */
final class TomcatContainer implements Container {

  // The JVM forgets a logger, and its level, that nobody holds.
  private static final Logger LOG = Logger.getLogger("org.apache");

  @Override
  public int start(Filter filter, Map<String, HttpServlet> servlets, Path directory)
      throws Exception {
    LOG.setLevel(Level.WARNING);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setConnector(connector());
    Context context = tomcat.addContext("", directory.toString());
    servlets.forEach((path, servlet) -> Tomcat.addServlet(context, path, servlet).addMapping(path));
    addFilter(context, filter);
    tomcat.start();
    if (!context.getState().isAvailable()) {
      throw new LifecycleException("the application did not start");
    }
    return tomcat.getConnector().getLocalPort();
  }

  private static Connector connector() {
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(0);
    connector.setProperty("maxThreads", Integer.toString(MAX_THREADS));
    connector.setProperty("minSpareThreads", Integer.toString(MIN_THREADS));
    connector.setProperty("threadsMaxIdleTime", Integer.toString(IDLE_MILLIS));
    connector.setProperty("acceptCount", Integer.toString(BACKLOG));
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.setThrowOnFailure(true);
    return connector;
  }

  private static void addFilter(Context context, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("switch");
    definition.setFilter(filter);
    context.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName("switch");
    mapping.addURLPattern("/*");
    context.addFilterMap(mapping);
  }
}
