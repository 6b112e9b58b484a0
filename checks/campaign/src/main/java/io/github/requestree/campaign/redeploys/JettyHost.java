package io.github.requestree.campaign.redeploys;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

/** Embedded Jetty 12 EE10. */
final class JettyHost implements Host {

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);
  private final ContextHandlerCollection contexts = new ContextHandlerCollection();
  private @Nullable WebAppContext context;

  JettyHost() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(contexts);
    server.start();
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public ClassLoader deploy(Path webApp) throws Exception {
    WebAppContext starting = new WebAppContext();
    starting.setWar(webApp.toString());
    starting.setContextPath(CONTEXT_PATH);
    starting.setThrowUnavailableOnStartupException(true);
    contexts.addHandler(starting);
    context = starting;
    starting.start();
    return starting.getClassLoader();
  }

  @Override
  public void undeploy() throws Exception {
    WebAppContext ending = Objects.requireNonNull(context);
    context = null;
    ending.stop();
    contexts.removeHandler(ending);
    ending.destroy();
  }

  @Override
  public List<String> takeComplaints() {
    return List.of();
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
  }
}
