package io.github.requestree.integration.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.example.DemoApplication;
import io.github.requestree.page.Access;
import io.github.requestree.page.RecentProfiles;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.servlet.ProfilesServlet;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** The demo application on a Jetty of its own, with the profiles of what it is asked for. */
final class Demo implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final LinkedBlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch held = new CountDownLatch(1);

  /** Whatever a test puts there is on a list of its own, at {@code /kept/}. */
  final RecentProfiles kept = RecentProfiles.create();

  Demo() throws Exception {
    this(null);
  }

  /**
   * @param site serves what is below {@code /site}, if not null
   */
  Demo(HttpServlet site) throws Exception {
    ProfilingOptions options =
        ProfilingOptions.builder()
            .recentProfiles(20)
            .badge(true)
            .exclude("/site/unprofiled")
            .addSink(new Collecting(reported))
            .build();
    FilterHolder filter = new FilterHolder(ProfilingFilter.create(options));
    filter.setAsyncSupported(true);
    ServletContextHandler context = new ServletContextHandler();
    context.addServletContainerInitializer(new DemoApplication());
    context.addServlet(new ServletHolder(new Holding(held)), "/held");
    context.addServlet(
        new ServletHolder(ProfilesServlet.of(kept, Access.loopbackOnly())), "/kept/*");
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
    if (site != null) {
      context.addServlet(site, "/site/*");
    }
    server.setHandler(context);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
  }

  /** Asks for this path and waits for the profile of it. */
  Profile profileOf(String path) throws Exception {
    URI address = URI.create(address(path));
    HttpRequest request = HttpRequest.newBuilder(address).timeout(TIMEOUT).build();
    client.send(request, HttpResponse.BodyHandlers.discarding());
    return awaitProfileOf(path);
  }

  /** Waits for the profile of a request that somebody has made for this path. */
  Profile awaitProfileOf(String path) throws Exception {
    URI address = URI.create(address(path));
    while (true) {
      Profile profile = reported.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      assertThat(profile).as("the profile of " + path).isNotNull();
      if (profile.request() != null && address.getPath().equals(profile.request().path())) {
        return profile;
      }
    }
  }

  /** Begins a request that runs until {@link #release}. */
  CompletableFuture<HttpResponse<Void>> hold() {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address("/held"))).build();
    return client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
  }

  void release() {
    held.countDown();
  }

  /** Where a path of it is. */
  String address(String path) {
    return "http://127.0.0.1:" + connector.getLocalPort() + path;
  }

  @Override
  public void close() {
    release();
    LifeCycle.stop(server);
  }

  @SuppressWarnings("serial") // nobody serializes one
  private static final class Holding extends HttpServlet {
    private final CountDownLatch held;

    Holding(CountDownLatch held) {
      this.held = held;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private record Collecting(LinkedBlockingQueue<Profile> reported) implements ProfileSink {
    @Override
    public void accept(Profile profile) {
      reported.add(profile);
    }

    @Override
    public boolean wantsTimeline() {
      return true;
    }
  }
}
