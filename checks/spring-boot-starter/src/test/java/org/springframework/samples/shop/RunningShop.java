package org.springframework.samples.shop;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.servlet.ProfilingFilter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The shop on a container, with what it has logged. Thread-safe. */
public final class RunningShop implements AutoCloseable {

  private static final String USER =
      Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));

  private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
  private final Queue<String> messages = new ConcurrentLinkedQueue<>();
  private final LinkedBlockingQueue<ILoggingEvent> reports = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Profile> profiles = new LinkedBlockingQueue<>();
  private final List<Runnable> undo = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  public final ConfigurableApplicationContext context;

  /**
   * @param container the simple name of the factory that makes the server
   */
  RunningShop(String container, String... properties) {
    this(ShopApplication.class, container, properties);
  }

  /**
   * @param source the class of the application
   */
  public RunningShop(Class<?> source, String container, String... properties) {
    SpringApplication application = new SpringApplication(source);
    application.addInitializers(
        made -> {
          // Not earlier: by now Boot has set up the log, and forgotten who listened before.
          listen("ROOT", Level.WARN, event -> warnings.add(event.toString()));
          listen("requestree", Level.INFO, event -> messages.add(event.getFormattedMessage()));
          listen("requestree.profiles", Level.INFO, reports::add);
          // The application has no line of ours, but a test may ask for the profiles themselves.
          made.getBeanFactory().registerSingleton("kept", (ProfileSink) profiles::add);
          ((GenericApplicationContext) made)
              .registerBeanDefinition("factory", new RootBeanDefinition(factory(container)));
        });
    List<String> arguments = new ArrayList<>();
    arguments.add("--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
    for (String property : properties) {
      arguments.add("--" + property);
    }
    try {
      context = application.run(arguments.toArray(String[]::new));
    } catch (RuntimeException | Error e) {
      undo.forEach(Runnable::run);
      throw e;
    }
    if (context.containsBean("requestreeFilter")) {
      ProfilingFilter filter =
          (ProfilingFilter)
              context.getBean("requestreeFilter", FilterRegistrationBean.class).getFilter();
      Delay.watchedBy(filter::statistics);
    }
  }

  /** Where the factory is: Boot 4 has moved it. */
  private static Class<?> factory(String container) {
    String name = container + "ServletWebServerFactory";
    String folder = container.toLowerCase(Locale.ROOT);
    for (String home : List.of("web.embedded." + folder, folder + ".servlet")) {
      try {
        return Class.forName("org.springframework.boot." + home + "." + name);
      } catch (ClassNotFoundException e) {
        // Then it is in the other one.
      }
    }
    throw new AssertionError("no " + name);
  }

  private void listen(String name, Level level, Consumer<ILoggingEvent> to) {
    Logger logger = (Logger) LoggerFactory.getLogger(name);
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(level)) {
              event.prepareForDeferredProcessing();
              to.accept(event);
            }
          }
        };
    appender.setContext(logger.getLoggerContext());
    appender.start();
    logger.addAppender(appender);
    undo.add(() -> logger.detachAppender(appender));
  }

  public HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return client.send(request.GET().build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Basic " + USER)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return path.startsWith("http")
        ? URI.create(path)
        : URI.create("http://127.0.0.1:" + property("local.server.port") + path);
  }

  public String property(String name) {
    return context.getEnvironment().getProperty(name);
  }

  /** The next report; each request has to be asked for before. */
  public ILoggingEvent report() throws InterruptedException {
    ILoggingEvent report = reports.poll(60, TimeUnit.SECONDS);
    if (report == null) {
      throw new AssertionError("no report");
    }
    return report;
  }

  /** The next profile, of the same requests in the same order as the reports. */
  public Profile profile() throws InterruptedException {
    Profile profile = profiles.poll(60, TimeUnit.SECONDS);
    if (profile == null) {
      throw new AssertionError("no profile");
    }
    return profile;
  }

  public List<String> reportsLeft() {
    List<ILoggingEvent> left = new ArrayList<>();
    reports.drainTo(left);
    return left.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  public List<String> messages() {
    return List.copyOf(messages);
  }

  static List<String> ownThreads() {
    Thread[] threads = new Thread[2 * Thread.activeCount() + 100];
    int count = Thread.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .map(Thread::getName)
        .filter(name -> name.contains("requestree"))
        .toList();
  }

  @Override
  public void close() {
    Delay.watchedBy(null);
    context.close();
    undo.forEach(Runnable::run);
  }
}
