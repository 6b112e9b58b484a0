package io.github.requestree.example.tomcat;

import io.github.requestree.example.DemoApplication;
import io.github.requestree.example.ExampleArguments;
import io.github.requestree.example.ExampleLauncher;
import io.github.requestree.example.RunningExample;
import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.DispatcherType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** The example on embedded Tomcat 11. */
public final class TomcatExample {

  private TomcatExample() {}

  public static void main(String[] words) {
    ExampleLauncher.run("tomcat-example.jar", TomcatExample::start, words);
  }

  /** Starts it on the loopback interface. */
  public static RunningExample start(ExampleArguments arguments) throws Exception {
    // Tomcat writes into its base directory; without one it makes one where it was started.
    Path directory = Files.createTempDirectory("tomcat-example");
    TomcatLog.quieten();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(directory.toString());

    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(arguments.port());
    connector.setProperty("maxThreads", Integer.toString(arguments.threads()));
    connector.setProperty("minSpareThreads", Integer.toString(Math.min(arguments.threads(), 4)));
    if (arguments.virtualThreads()) {
      connector.setProperty("useVirtualThreads", "true");
    }
    connector.setThrowOnFailure(true);
    tomcat.setConnector(connector);

    Context context = tomcat.addContext("", directory.toString());
    context.addServletContainerInitializer(new DemoApplication(), Set.of());
    if (arguments.profiling()) {
      addProfiling(context, arguments.filter());
    }

    RunningTomcat running = new RunningTomcat(tomcat, directory);
    try {
      TomcatLog.start(tomcat, context);
    } catch (Exception e) {
      running.close();
      throw e;
    }
    return running;
  }

  /** This is all that it takes: on all paths, and on both dispatcher types. */
  private static void addProfiling(Context context, Map<String, String> options) {
    FilterDef filter = new FilterDef();
    filter.setFilterName("profiling");
    filter.setFilter(new ProfilingFilter());
    filter.setAsyncSupported("true");
    options.forEach(filter::addInitParameter);
    context.addFilterDef(filter);

    FilterMap mapping = new FilterMap();
    mapping.setFilterName("profiling");
    mapping.addURLPattern("/*");
    mapping.setDispatcher(DispatcherType.REQUEST.name());
    mapping.setDispatcher(DispatcherType.ASYNC.name()); // Adds it: Tomcat's set means add here.
    context.addFilterMap(mapping);
  }
}
