package com.acme;

import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.DispatcherType;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;

public final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    ServletContextHandler context = new ServletContextHandler();
    FilterHolder profiling = new FilterHolder(ProfilingFilter.create());
    profiling.setAsyncSupported(true);
    context.addFilter(profiling, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    context.addServlet(SlowServlet.class, "/slow");
    server.setHandler(context);
    server.start();
    System.out.println("listening on " + server.getURI().getPort());
    server.join();
  }
}
