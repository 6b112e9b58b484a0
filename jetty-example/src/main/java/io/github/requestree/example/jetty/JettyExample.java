package io.github.requestree.example.jetty;

import io.github.requestree.example.DemoApplication;
import io.github.requestree.example.ExampleArguments;
import io.github.requestree.example.ExampleLauncher;
import io.github.requestree.example.RunningExample;
import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The example on embedded Jetty 12 EE10. */
public final class JettyExample {

  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 1;

  private JettyExample() {}

  public static void main(String[] words) {
    ExampleLauncher.run("jetty-example.jar", JettyExample::start, words);
  }

  /** Starts it on the loopback interface. */
  public static RunningExample start(ExampleArguments arguments) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.addServletContainerInitializer(new DemoApplication());
    if (arguments.profiling()) {
      addProfiling(context, arguments.filter());
    }

    // Acceptor and selector take their threads from the pool and never give them back.
    QueuedThreadPool pool = new QueuedThreadPool(arguments.threads() + ACCEPTORS + SELECTORS);
    pool.setReservedThreads(0);
    if (arguments.virtualThreads()) {
      pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("virtual-"));
    }
    Server server = new Server(pool);
    ServerConnector connector = new ServerConnector(server, ACCEPTORS, SELECTORS);
    connector.setHost("127.0.0.1");
    connector.setPort(arguments.port());
    server.addConnector(connector);
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) {
      LifeCycle.stop(server);
      throw e;
    }
    return new RunningJetty(server, connector.getLocalPort());
  }

  /** This is all that it takes: on all paths, and on both dispatcher types. */
  private static void addProfiling(ServletContextHandler context, Map<String, String> options) {
    FilterHolder filter = new FilterHolder(new ProfilingFilter());
    filter.setInitParameters(options);
    filter.setAsyncSupported(true);
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
  }

  private record RunningJetty(Server server, int port) implements RunningExample {
    @Override
    public void close() {
      LifeCycle.stop(server);
    }
  }
}
