package io.github.requestree.benchmarks.overhead.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.requestree.benchmarks.overhead.Arm;
import io.github.requestree.benchmarks.overhead.Wire;
import io.github.requestree.text.LogSink;
import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The server process: {@code ServerMain jetty|tomcat <directory>}. Greets with its port; then
 * {@code arm <label>} switches arms, {@code renew <label>} has one start afresh, {@code open} and
 * {@code close} bound what is measured.
 */
public final class ServerMain {

  private static final long DRAIN_MILLIS = 20_000;

  private final SwitchFilter requests = new SwitchFilter(Routes.FAST);
  private final Window window = new Window(requests);
  private final Treatments treatments;
  private Treatment current = Treatment.NOTHING;

  private ServerMain(Path directory) {
    treatments = new Treatments(directory);
  }

  public static void main(String[] words) throws Exception {
    Path directory = Path.of(words[1]);
    Container container = words[0].equals("tomcat") ? new TomcatContainer() : new JettyContainer();
    discardReports();
    ServerMain server = new ServerMain(directory);
    int port = container.start(server.requests, Routes.all(), directory);
    Wire.serve(String.valueOf(port), server::answer);
    System.exit(0);
  }

  private String answer(List<String> words) throws Exception {
    return switch (words.get(0)) {
      case "arm" -> {
        switchTo(treatments.of(Arm.of(words.get(1))));
        yield Wire.OK;
      }
      case "renew" -> {
        treatments.forget(Arm.of(words.get(1)));
        yield Wire.OK;
      }
      case "open" -> {
        window.open(current);
        yield Wire.OK;
      }
      case "close" -> Wire.line(window.close());
      default -> throw new IllegalArgumentException("what is " + words + "?");
    };
  }

  /**
   * If the next one cannot start, nothing is on. What needs no filter ends before the next one
   * begins, as there can be one async-profiler at a time; what has one ends after its last request.
   */
  private void switchTo(Treatment next) throws Exception {
    Treatment previous = current;
    if (next.equals(previous)) {
      return;
    }
    current = Treatment.NOTHING;
    if (previous.filter() == null) {
      previous.stop();
    }
    try {
      next.start();
    } catch (Exception | LinkageError e) {
      leave(previous, null);
      throw e;
    }
    leave(previous, next.filter());
    current = next;
  }

  private void leave(Treatment previous, @Nullable Filter next) throws Exception {
    if (previous.filter() == null && next == null) {
      return;
    }
    requests.switchTo(next, DRAIN_MILLIS);
    if (previous.filter() != null) {
      previous.stop();
    }
  }

  private static void discardReports() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    Logger reports = context.getLogger(LogSink.LOGGER_NAME);
    reports.setLevel(Level.INFO);
    reports.setAdditive(false);
    Discarding discarding = new Discarding();
    discarding.setContext(context);
    discarding.start();
    reports.addAppender(discarding);
  }

  private static final class Discarding extends AppenderBase<ILoggingEvent> {

    @Override
    protected void append(ILoggingEvent event) {}
  }
}
