package io.github.requestree.campaign.redeploys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.jspecify.annotations.Nullable;

/** Embedded Tomcat 10.1, which looks itself for threads and thread-locals left behind. */
final class TomcatHost implements Host {

  /** Tomcat waits so long for requests that are in a servlet. */
  private static final int UNLOAD_MILLIS = 100;

  // The JVM forgets a logger, and its level, that nobody holds.
  private static final Logger LOG = Logger.getLogger("org.apache");

  private final Tomcat tomcat = new Tomcat();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private @Nullable StandardContext context;

  TomcatHost() throws Exception {
    LOG.setLevel(Level.WARNING);
    LOG.setUseParentHandlers(false);
    for (Handler handler : LOG.getHandlers()) {
      LOG.removeHandler(handler);
    }
    LOG.addHandler(new Complaints());
    tomcat.setBaseDir(Files.createTempDirectory("campaign-tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.start();
  }

  private final class Complaints extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord entry) {
      String message = formatter.formatMessage(entry);
      if (message.contains("io.github.requestree") || message.contains("[requestree")) {
        complaints.add(message);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public ClassLoader deploy(Path webApp) throws Exception {
    StandardContext starting = new StandardContext();
    starting.setPath(CONTEXT_PATH);
    starting.setDocBase(webApp.toString());
    starting.setUnloadDelay(UNLOAD_MILLIS);
    ContextConfig config = new ContextConfig();
    // The default one would need the compiler of JSPs.
    config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    starting.addLifecycleListener(config);
    StandardJarScanner scanner = new StandardJarScanner();
    scanner.setScanClassPath(false);
    starting.setJarScanner(scanner);
    tomcat.getHost().addChild(starting);
    context = starting;
    if (!starting.getState().isAvailable()) {
      throw new LifecycleException("the application did not start");
    }
    return starting.getLoader().getClassLoader();
  }

  @Override
  public void undeploy() {
    StandardContext ending = Objects.requireNonNull(context);
    context = null;
    // Stops and destroys it too.
    tomcat.getHost().removeChild(ending);
  }

  @Override
  public List<String> takeComplaints() {
    List<String> taken = List.copyOf(complaints);
    complaints.clear();
    return taken;
  }

  @Override
  public void close() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }
}
