package io.github.requestree.example.undertow;

import io.github.requestree.servlet.ProfilesServlet;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;
import io.github.requestree.servlet.WebApp;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.ProxyPeerAddressHandler;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The application of a test on the Undertow that is on the class path. */
final class UndertowContainer implements TestContainer {

  private static final int THREADS = 12;

  private final Path directory;
  private final WebAppLoader loader;
  private final UndertowServer server;
  private @Nullable Filter profiling;

  private UndertowContainer(TestApplication application) throws Exception {
    directory = Files.createTempDirectory("requestree-undertow");
    WebApp.write(application, directory);
    loader = new WebAppLoader(directory);
    DeploymentInfo deployment = deployment(application);
    server =
        new UndertowServer(deployment, 0, THREADS, application.hasVirtualThreads()) {
          @Override
          void configure(Undertow.Builder builder) {
            builder
                .setServerOption(UndertowOptions.ENABLE_HTTP2, application.hasHttp2())
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, !application.isWithoutDate());
          }

          @Override
          HttpHandler before(HttpHandler next) {
            return application.hasBelievingContainer() ? new ProxyPeerAddressHandler(next) : next;
          }
        };
  }

  static TestContainer start(TestApplication application) throws Exception {
    UndertowContainer container = new UndertowContainer(application);
    try {
      container.server.start();
    } catch (Exception e) {
      container.stop();
      throw e;
    }
    return container;
  }

  private DeploymentInfo deployment(TestApplication application) throws Exception {
    DeploymentInfo deployment =
        new DeploymentInfo()
            .setDeploymentName("test")
            .setContextPath(application.contextPath())
            .setClassLoader(loader)
            .setResourceManager(new PathResourceManager(directory));
    if (application.hasWebXml()) {
      addWhatWebXmlSays(application, deployment);
    }
    for (TestApplication.ServletUse use : application.servlets()) {
      deployment.addServlet(
          servlet(use.name(), use.servlet(), use.pattern())
              .setLoadOnStartup(application.isLoadingOnStartup() ? 1 : -1));
    }
    for (TestApplication.FilterUse use : application.filters()) {
      deployment.addFilter(filter(use.name(), use.filter()));
      for (DispatcherType type : use.types()) {
        deployment.addFilterUrlMapping(use.name(), "/*", type);
        if (!use.servletName().isEmpty()) {
          deployment.addFilterServletNameMapping(use.name(), use.servletName(), type);
        }
      }
    }
    application
        .errorPages()
        .forEach((status, path) -> deployment.addErrorPage(new ErrorPage(path, status)));
    return deployment;
  }

  /** Undertow alone reads no {@code web.xml}: WildFly makes a deployment of it, as is done here. */
  private void addWhatWebXmlSays(TestApplication application, DeploymentInfo deployment)
      throws ReflectiveOperationException {
    profiling = (Filter) instance(ProfilingFilter.class);
    FilterInfo filter = filter(TestApplication.PROFILING, profiling);
    application.parameters().forEach(filter::addInitParam);
    deployment
        .addFilter(filter)
        .addFilterUrlMapping(TestApplication.PROFILING, "/*", DispatcherType.REQUEST)
        .addFilterUrlMapping(TestApplication.PROFILING, "/*", DispatcherType.ASYNC);
    if (!application.pagePattern().isEmpty()) {
      Servlet page = (Servlet) instance(ProfilesServlet.class);
      ServletInfo servlet = servlet("profiles", page, application.pagePattern());
      application.pageParameters().forEach(servlet::addInitParam);
      deployment.addServlet(servlet.setLoadOnStartup(1));
    }
  }

  private Object instance(Class<?> type) throws ReflectiveOperationException {
    return loader.loadClass(type.getName()).getConstructor().newInstance();
  }

  private static FilterInfo filter(String name, Filter filter) {
    return new FilterInfo(name, filter.getClass(), new ImmediateInstanceFactory<>(filter))
        .setAsyncSupported(true);
  }

  private static ServletInfo servlet(String name, Servlet servlet, String pattern) {
    return new ServletInfo(name, servlet.getClass(), new ImmediateInstanceFactory<>(servlet))
        .setAsyncSupported(true)
        .addMapping(pattern);
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public ProfilingFilter profilingFilter() {
    return (ProfilingFilter) profiling;
  }

  @Override
  public void stop() throws Exception {
    server.close();
    loader.close();
    WebApp.delete(directory);
  }
}
