package io.github.requestree.readers;

import io.github.requestree.example.DemoApplication;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The example application on Jetty, with options that only code can give. */
record Demo(Server server, String address) implements AutoCloseable {

  static Demo start(ProfilingOptions options) throws Exception {
    return start(options, new ServletContextHandler());
  }

  /** Starts it with whatever else this context has. */
  static Demo start(ProfilingOptions options, ServletContextHandler context) throws Exception {
    context.addServletContainerInitializer(new DemoApplication());
    FilterHolder filter = new FilterHolder(ProfilingFilter.create(options));
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    return new Demo(server, "http://127.0.0.1:" + connector.getLocalPort());
  }

  @Override
  public void close() {
    // Throws nothing that is checked, unlike stop().
    LifeCycle.stop(server);
  }
}
