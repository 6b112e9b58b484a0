package io.github.requestree.example.undertow;

import io.github.requestree.example.DemoApplication;
import io.github.requestree.example.ExampleArguments;
import io.github.requestree.example.ExampleLauncher;
import io.github.requestree.example.RunningExample;
import io.github.requestree.servlet.ProfilingFilter;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import jakarta.servlet.DispatcherType;
import java.util.Map;
import java.util.Set;

/** The example on embedded Undertow. */
final class UndertowExample {

  private UndertowExample() {}

  public static void main(String[] words) {
    ExampleLauncher.run("undertow-example.jar", UndertowExample::start, words);
  }

  /** Starts it on the loopback interface. */
  static RunningExample start(ExampleArguments arguments) throws Exception {
    DeploymentInfo deployment =
        Servlets.deployment()
            .setDeploymentName("example")
            .setContextPath("/")
            .setClassLoader(UndertowExample.class.getClassLoader())
            .addServletContainerInitializer(
                new ServletContainerInitializerInfo(DemoApplication.class, Set.of()));
    if (arguments.profiling()) {
      addProfiling(deployment, arguments.filter());
    }
    UndertowServer server =
        new UndertowServer(
            deployment, arguments.port(), arguments.threads(), arguments.virtualThreads());
    try {
      server.start();
    } catch (Exception e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** This is all that it takes: on all paths, and on both dispatcher types. */
  private static void addProfiling(DeploymentInfo deployment, Map<String, String> options) {
    FilterInfo filter = Servlets.filter("profiling", ProfilingFilter.class).setAsyncSupported(true);
    deployment
        .setEagerFilterInit(true) // otherwise a wrong option stops no start
        .addFilter(filter)
        .addFilterUrlMapping("profiling", "/*", DispatcherType.REQUEST)
        .addFilterUrlMapping("profiling", "/*", DispatcherType.ASYNC);
    options.forEach(filter::addInitParam);
  }
}
