package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;
import io.github.requestree.servlet.WebApp;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.util.scan.StandardJarScanner;

/** The application of a test on Tomcat 10.1 or 11, whichever is on the class path. */
final class TomcatContainer implements TestContainer {

  // Kept, as loggers are collected together with their settings.
  private static final Logger TOMCAT = Logger.getLogger("org.apache");

  private final Path directory = Files.createTempDirectory("requestree-tomcat");
  private final Tomcat tomcat = new Tomcat();
  private final StandardContext context;

  private TomcatContainer(TestApplication application) throws Exception {
    // Nobody wants to read the exceptions that these tests throw on purpose.
    TOMCAT.setUseParentHandlers(false);
    Path webApp = Files.createDirectory(directory.resolve("webapp"));
    tomcat.setBaseDir(directory.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    if (application.hasVirtualThreads()) {
      tomcat.getConnector().setProperty("useVirtualThreads", "true");
    }
    if (application.hasHttp2()) {
      tomcat.getConnector().addUpgradeProtocol(new Http2Protocol());
    }
    if (application.hasBelievingContainer()) {
      tomcat.getEngine().getPipeline().addValve(new RemoteIpValve());
    }
    context = context(application, webApp);
    register(application);
  }

  static TestContainer start(TestApplication application) throws Exception {
    TomcatContainer container = new TomcatContainer(application);
    try (StartupErrors errors = new StartupErrors()) {
      container.tomcat.start();
      if (!container.context.getState().isAvailable()) {
        // Tomcat serves on without the application and tells the reason to its log alone.
        throw new LifecycleException("the application did not start", errors.last());
      }
    } catch (LifecycleException e) {
      container.stop();
      throw e;
    }
    return container;
  }

  private StandardContext context(TestApplication application, Path webApp) throws Exception {
    if (!application.hasWebXml()) {
      return (StandardContext) tomcat.addContext(application.contextPath(), webApp.toString());
    }
    WebApp.write(application, webApp);
    StandardContext result = new StandardContext();
    result.setPath(application.contextPath());
    result.setDocBase(webApp.toString());
    ContextConfig config = new ContextConfig();
    // The default one would need the compiler of JSPs.
    config.setDefaultWebXml(tomcat.noDefaultWebXmlPath());
    result.addLifecycleListener(config);
    StandardJarScanner scanner = new StandardJarScanner();
    scanner.setScanClassPath(false);
    result.setJarScanner(scanner);
    tomcat.getHost().addChild(result);
    return result;
  }

  private void register(TestApplication application) {
    for (TestApplication.ServletUse use : application.servlets()) {
      Wrapper wrapper = Tomcat.addServlet(context, use.name(), use.servlet());
      wrapper.setAsyncSupported(true);
      wrapper.setLoadOnStartup(application.isLoadingOnStartup() ? 1 : -1);
      wrapper.addMapping(use.pattern());
    }
    for (TestApplication.FilterUse use : application.filters()) {
      FilterDef definition = new FilterDef();
      definition.setFilterName(use.name());
      definition.setFilter(use.filter());
      definition.setAsyncSupported("true");
      context.addFilterDef(definition);
      FilterMap mapping = mapping(use);
      mapping.addURLPattern("/*");
      context.addFilterMap(mapping);
      if (!use.servletName().isEmpty()) {
        FilterMap byName = mapping(use);
        byName.addServletName(use.servletName());
        context.addFilterMap(byName);
      }
    }
    application.errorPages().forEach((status, path) -> addErrorPage(context, status, path));
  }

  private static FilterMap mapping(TestApplication.FilterUse use) {
    FilterMap mapping = new FilterMap();
    mapping.setFilterName(use.name());
    for (DispatcherType type : use.types()) {
      mapping.setDispatcher(type.name());
    }
    return mapping;
  }

  private static void addErrorPage(Context context, int status, String path) {
    ErrorPage page = new ErrorPage();
    page.setErrorCode(status);
    page.setLocation(path);
    context.addErrorPage(page);
  }

  @Override
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  @Override
  public ProfilingFilter profilingFilter() {
    FilterConfig config = context.findFilterConfig(TestApplication.PROFILING);
    try {
      Method filter = config.getClass().getDeclaredMethod("getFilter");
      filter.setAccessible(true);
      return (ProfilingFilter) filter.invoke(config);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Tomcat hides its filters in another way now", e);
    }
  }

  @Override
  public void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
    WebApp.delete(directory);
  }
}
