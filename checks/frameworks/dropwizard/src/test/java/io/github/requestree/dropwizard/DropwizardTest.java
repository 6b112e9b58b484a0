package io.github.requestree.dropwizard;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.logging.common.ExternalLoggingFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.github.requestree.servlet.FrameworkContract;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

class DropwizardTest extends FrameworkContract {

  @Override
  protected TestContainer startFramework(ProfilingFilter filter) throws Exception {
    Shop shop = new Shop(filter, new Resource(this));
    Configuration configuration = configuration();
    Bootstrap<Configuration> bootstrap = new Bootstrap<>(shop);
    Environment environment =
        new Environment(
            "shop",
            bootstrap.getObjectMapper(),
            bootstrap.getValidatorFactory(),
            bootstrap.getMetricRegistry(),
            bootstrap.getClassLoader(),
            bootstrap.getHealthCheckRegistry(),
            configuration);
    bootstrap.run(configuration, environment);
    shop.run(configuration, environment);
    Server server = configuration.getServerFactory().build(environment);
    server.start();
    return new RunningDropwizard(server);
  }

  private static Configuration configuration() {
    HttpConnectorFactory connector = new HttpConnectorFactory();
    connector.setBindHost("127.0.0.1");
    connector.setPort(0);
    LogbackAccessRequestLogFactory noRequestLog = new LogbackAccessRequestLogFactory();
    noRequestLog.setAppenders(List.of());
    SimpleServerFactory server = new SimpleServerFactory();
    server.setRequestLogFactory(noRequestLog);
    server.setConnector(connector);
    server.setApplicationContextPath(TestApplication.CONTEXT_PATH);
    Configuration configuration = new Configuration();
    configuration.setServerFactory(server);
    configuration.setLoggingFactory(new ExternalLoggingFactory());
    return configuration;
  }

  private static final class Shop extends Application<Configuration> {

    private final ProfilingFilter filter;
    private final Resource resource;

    Shop(ProfilingFilter filter, Resource resource) {
      this.filter = filter;
      this.resource = resource;
    }

    /** The tests have set up the log. */
    @Override
    protected void bootstrapLogging() {}

    @Override
    public void run(Configuration configuration, Environment environment) {
      FilterRegistration.Dynamic profiling = environment.servlets().addFilter("profiling", filter);
      profiling.setAsyncSupported(true);
      profiling.addMappingForUrlPatterns(
          EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");

      environment.jersey().register(resource);
    }
  }

  /** A resource of the application's; JAX-RS wants it to be public. */
  @Path("/")
  @Produces("text/plain")
  public static final class Resource {

    private final DropwizardTest work;

    Resource(DropwizardTest work) {
      this.work = work;
    }

    @GET
    @Path("orders/{id}")
    public String order(@PathParam("id") String id) {
      return work.order(id);
    }

    @GET
    @Path("failing")
    public String failing() {
      return work.fail();
    }

    @GET
    @Path("later")
    public void later(@Suspended AsyncResponse response) {
      CompletableFuture<Boolean> unused = work.later().thenApply(response::resume);
    }

    @GET
    @Path("failing-later")
    public CompletionStage<String> failingLater() {
      return work.failLater();
    }
  }

  private record RunningDropwizard(Server server) implements TestContainer {

    @Override
    public int port() {
      return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    @Override
    public ProfilingFilter profilingFilter() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void stop() throws Exception {
      server.stop();
      server.destroy();
    }
  }
}
