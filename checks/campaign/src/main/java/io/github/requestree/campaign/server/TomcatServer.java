package io.github.requestree.campaign.server;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;

/** Embedded Tomcat 10.1, which speaks HTTP/2 too. */
record TomcatServer(Tomcat tomcat, Path directory) implements Server {

  // The JVM forgets a logger, and its level, that nobody holds.
  private static final Logger LOG = Logger.getLogger("org.apache");

  static Server start(@Nullable Filter filter, Map<String, HttpServlet> servlets) throws Exception {
    // It logs the stack of each request that fails, which some do on purpose.
    LOG.setLevel(Level.OFF);
    Path directory = Files.createTempDirectory("campaign-tomcat");
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());
    tomcat.setConnector(connector());
    // Its page of errors shows stacks, which have the filter's frames.
    ((StandardHost) tomcat.getHost()).setErrorReportValveClass("");
    Context context = tomcat.addContext("", directory.toString());
    servlets.forEach(
        (path, servlet) -> {
          Wrapper wrapper = Tomcat.addServlet(context, path, servlet);
          wrapper.setAsyncSupported(true);
          wrapper.setLoadOnStartup(1);
          // A mapping of the wrapper itself would be unknown to the servlet's registration.
          context.addServletMapping(path, path);
        });
    if (filter != null) {
      addFilter(context, filter);
    }
    tomcat.start();
    if (!context.getState().isAvailable()) {
      throw new LifecycleException("the application did not start");
    }
    return new TomcatServer(tomcat, directory);
  }

  private static Connector connector() {
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(0);
    connector.setProperty("maxThreads", Integer.toString(Container.THREADS));
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.addUpgradeProtocol(new Http2Protocol());
    connector.setThrowOnFailure(true);
    return connector;
  }

  private static void addFilter(Context context, Filter filter) {
    FilterDef definition = new FilterDef();
    definition.setFilterName("campaign");
    definition.setFilter(filter);
    definition.setAsyncSupported("true");
    context.addFilterDef(definition);
    FilterMap mapping = new FilterMap();
    mapping.setFilterName("campaign");
    mapping.addURLPattern("/*");
    mapping.setDispatcher(DispatcherType.REQUEST.name());
    mapping.setDispatcher(DispatcherType.ASYNC.name()); // Adds it: Tomcat's set means add here.
    context.addFilterMap(mapping);
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // A temporary directory may stay.
    }
  }
}
