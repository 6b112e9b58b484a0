package io.github.requestree.example.undertow;

import io.github.requestree.example.RunningExample;
import io.github.requestree.sampling.VirtualThreads;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** One deployment on an Undertow of its own, on the loopback interface. */
class UndertowServer implements RunningExample {

  private final DeploymentManager manager;
  private final Undertow.Builder builder;
  private final String contextPath;
  private Undertow undertow;

  UndertowServer(DeploymentInfo deployment, int port, int threads, boolean virtualThreads) {
    if (virtualThreads) {
      Executor executor = VirtualThreads.executor();
      deployment.setExecutor(executor).setAsyncExecutor(executor);
    }
    // Otherwise filters start with the first request, and a wrong option stops no start.
    deployment.setEagerFilterInit(true);
    contextPath = deployment.getContextPath();
    manager = Servlets.newContainer().addDeployment(deployment);
    builder =
        Undertow.builder()
            .setIoThreads(1)
            .setWorkerThreads(threads)
            .addHttpListener(port, "127.0.0.1");
  }

  /** What comes before the application. */
  HttpHandler before(HttpHandler next) {
    return next;
  }

  /** Sets what else the server can do. */
  void configure(Undertow.Builder server) {}

  final void start() throws ServletException {
    manager.deploy();
    HttpHandler application = Handlers.path().addPrefixPath(contextPath, manager.start());
    configure(builder);
    undertow = builder.setHandler(before(application)).build();
    undertow.start();
  }

  @Override
  public final int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public final void close() {
    if (undertow != null) {
      undertow.stop();
    }
    if (manager.getState() == DeploymentManager.State.STARTED) {
      try {
        manager.stop();
      } catch (ServletException e) {
        throw new IllegalStateException(e);
      }
      manager.undeploy();
    }
  }
}
