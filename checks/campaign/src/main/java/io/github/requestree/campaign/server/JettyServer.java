package io.github.requestree.campaign.server;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Embedded Jetty 12 EE10, which speaks HTTP/2 too. */
record JettyServer(org.eclipse.jetty.server.Server jetty, int port) implements Server {

  static Server start(@Nullable Filter filter, Map<String, HttpServlet> servlets) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    // They would have the filter's frames.
    errors.setShowStacks(false);
    errors.setShowCauses(false);
    context.setErrorHandler(errors);
    if (filter != null) {
      FilterHolder holder = new FilterHolder(filter);
      holder.setAsyncSupported(true);
      context.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    }
    servlets.forEach(
        (path, servlet) -> {
          ServletHolder holder = new ServletHolder(path, servlet);
          holder.setAsyncSupported(true);
          holder.setInitOrder(1);
          context.addServlet(holder, path);
        });
    org.eclipse.jetty.server.Server jetty =
        new org.eclipse.jetty.server.Server(new QueuedThreadPool(Container.THREADS));
    HttpConfiguration http = new HttpConfiguration();
    ServerConnector connector =
        new ServerConnector(
            jetty, 1, 1, new HttpConnectionFactory(http), new HTTP2CServerConnectionFactory(http));
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    jetty.setHandler(context);
    jetty.start();
    return new JettyServer(jetty, connector.getLocalPort());
  }

  @Override
  public void close() {
    LifeCycle.stop(jetty);
  }
}
