package io.github.requestree.example.jetty;

import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;
import io.github.requestree.servlet.WebApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.FilterMapping;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The application of a test on Jetty 12.1 EE10. */
final class JettyContainer implements TestContainer {

  private static final int THREADS = 12;

  private final Path directory;
  private final Server server;
  private final ServerConnector connector;
  private final ServletContextHandler context;

  private JettyContainer(TestApplication application) throws Exception {
    directory = Files.createTempDirectory("requestree-jetty");
    server = new Server(pool(application));
    connector = new ServerConnector(server, 1, 1, protocols(application));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    context = context(application);
    context.setContextPath(application.contextPath());
    register(application);
    server.setHandler(context);
  }

  static TestContainer start(TestApplication application) throws Exception {
    JettyContainer container = new JettyContainer(application);
    try {
      container.server.start();
    } catch (Exception e) {
      container.stop();
      throw e;
    }
    return container;
  }

  private static QueuedThreadPool pool(TestApplication application) {
    QueuedThreadPool pool = new QueuedThreadPool(THREADS);
    if (application.hasVirtualThreads()) {
      pool.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    }
    return pool;
  }

  private static ConnectionFactory[] protocols(TestApplication application) {
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendDateHeader(!application.isWithoutDate());
    if (application.hasBelievingContainer()) {
      configuration.addCustomizer(new ForwardedRequestCustomizer());
    }
    ConnectionFactory http1 = new HttpConnectionFactory(configuration);
    return application.hasHttp2()
        ? new ConnectionFactory[] {http1, new HTTP2CServerConnectionFactory(configuration)}
        : new ConnectionFactory[] {http1};
  }

  private ServletContextHandler context(TestApplication application) throws Exception {
    if (!application.hasWebXml()) {
      return new ServletContextHandler();
    }
    WebApp.write(application, directory);
    WebAppContext webApp = new WebAppContext();
    webApp.setWar(directory.toString());
    // Otherwise Jetty would serve 503 and keep the reason to itself.
    webApp.setThrowUnavailableOnStartupException(true);
    return webApp;
  }

  private void register(TestApplication application) {
    for (TestApplication.ServletUse use : application.servlets()) {
      ServletHolder holder = new ServletHolder(use.name(), use.servlet());
      holder.setInitOrder(application.isLoadingOnStartup() ? 1 : -1);
      context.addServlet(holder, use.pattern());
    }
    for (TestApplication.FilterUse use : application.filters()) {
      FilterHolder holder = new FilterHolder(use.filter());
      holder.setName(use.name());
      context.addFilter(holder, "/*", EnumSet.copyOf(use.types()));
      if (!use.servletName().isEmpty()) {
        FilterMapping mapping = new FilterMapping();
        mapping.setFilterName(use.name());
        mapping.setServletName(use.servletName());
        mapping.setDispatcherTypes(EnumSet.copyOf(use.types()));
        context.getServletHandler().addFilterMapping(mapping);
      }
    }
    if (!application.errorPages().isEmpty()) {
      ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
      application.errorPages().forEach(errors::addErrorPage);
      context.setErrorHandler(errors);
    }
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public ProfilingFilter profilingFilter() {
    return (ProfilingFilter)
        context.getServletHandler().getFilter(TestApplication.PROFILING).getFilter();
  }

  @Override
  public void stop() throws Exception {
    server.stop();
    server.destroy();
    WebApp.delete(directory);
  }
}
