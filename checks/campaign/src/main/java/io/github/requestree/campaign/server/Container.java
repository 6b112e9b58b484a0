package io.github.requestree.campaign.server;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The containers that the campaign runs on. */
public enum Container {
  JETTY("Jetty") {
    @Override
    public Server start(@Nullable Filter filter, Map<String, HttpServlet> servlets)
        throws Exception {
      return JettyServer.start(filter, servlets);
    }
  },
  TOMCAT("Tomcat") {
    @Override
    public Server start(@Nullable Filter filter, Map<String, HttpServlet> servlets)
        throws Exception {
      return TomcatServer.start(filter, servlets);
    }
  };

  /** The number of threads that serve requests, about. */
  static final int THREADS = 32;

  private final String title;

  Container(String title) {
    this.title = title;
  }

  /** Returns its name as its makers write it. */
  public String title() {
    return title;
  }

  /**
   * Starts it on a free port of the loopback interface.
   *
   * @param filter in front of all paths, for requests and asynchronous dispatches; null for none
   * @param servlets the servlets by their paths
   */
  public abstract Server start(@Nullable Filter filter, Map<String, HttpServlet> servlets)
      throws Exception;
}
