package io.github.requestree.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A web application as a test describes it; each container registers it in its own way.
 * <em>Not</em> thread-safe.
 */
public final class TestApplication {

  /** Under which an application is deployed, unless it says otherwise. */
  public static final String CONTEXT_PATH = "/app";

  /** The name of the profiling filter of a {@code web.xml}. */
  public static final String PROFILING = "profiling";

  /** A servlet and the one pattern it is mapped to. */
  public record ServletUse(String name, HttpServlet servlet, String pattern) {}

  /**
   * A filter for {@code /*}.
   *
   * @param servletName if not empty, a servlet that it is mapped to as well
   */
  public record FilterUse(
      String name, Filter filter, Set<DispatcherType> types, String servletName) {}

  private final List<ServletUse> servlets = new ArrayList<>();
  private final List<FilterUse> filters = new ArrayList<>();
  private final Map<Integer, String> errorPages = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, String> pageParameters = new LinkedHashMap<>();
  private String contextPath = CONTEXT_PATH;
  private final List<Class<?>> classes = new ArrayList<>();
  private String pagePattern = "";
  private boolean webXml;
  private boolean libraryInside;
  private boolean virtualThreads;
  private boolean http2;
  private boolean withoutDate;

  private boolean believesProxies;
  private boolean loadsOnStartup;

  /** Deploys it under this path, decoded. */
  public TestApplication contextPath(String path) {
    contextPath = path;
    return this;
  }

  /** Adds a servlet, named like its pattern. */
  public TestApplication servlet(String pattern, LambdaServlet.Work work) {
    servlets.add(new ServletUse(pattern, new LambdaServlet(work), pattern));
    return this;
  }

  /** Adds a servlet, named like its pattern. */
  public TestApplication servlet(String pattern, HttpServlet servlet) {
    servlets.add(new ServletUse(pattern, servlet, pattern));
    return this;
  }

  /** Adds a page of profiles, with these init-params, to the {@code web.xml}. */
  public TestApplication profilesPage(String pattern, Map<String, String> initParameters) {
    pagePattern = pattern;
    pageParameters.putAll(initParameters);
    return this;
  }

  /** Adds a filter behind those added before, for REQUEST and ASYNC. */
  public TestApplication filter(Filter filter) {
    return filter(filter, EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
  }

  /** Adds a filter behind those added before. */
  public TestApplication filter(Filter filter, Set<DispatcherType> types) {
    return filter(filter, types, "");
  }

  /** Adds a filter that is mapped to a servlet, by its name, as well. */
  public TestApplication filter(Filter filter, Set<DispatcherType> types, String servletName) {
    filters.add(new FilterUse("filter-" + filters.size(), filter, types, servletName));
    return this;
  }

  public TestApplication errorPage(int status, String path) {
    errorPages.put(status, path);
    return this;
  }

  /** Registers the profiling filter in a {@code web.xml}, with these parameters. */
  public TestApplication webXml(Map<String, String> initParameters) {
    webXml = true;
    parameters.putAll(initParameters);
    return this;
  }

  /** Puts a class into {@code WEB-INF/classes}. */
  public TestApplication classInside(Class<?> type) {
    classes.add(type);
    return this;
  }

  public List<Class<?>> classesInside() {
    return classes;
  }

  /** Puts the library into the web application, where its own class loader loads it. */
  public TestApplication libraryInside() {
    libraryInside = true;
    return this;
  }

  /** Serves each request on a virtual thread, as the container itself offers it; JDK 21. */
  public TestApplication virtualThreads() {
    virtualThreads = true;
    return this;
  }

  public String contextPath() {
    return contextPath;
  }

  /** Speaks HTTP/2 without TLS too, to a client that asks for it. */
  public TestApplication http2() {
    http2 = true;
    return this;
  }

  /** Sends no header Date, if the container can do without. */
  public TestApplication withoutDate() {
    withoutDate = true;
    return this;
  }

  /** Starts each servlet with the application, not with its first request. */
  public TestApplication loadsOnStartup() {
    loadsOnStartup = true;
    return this;
  }

  /** Lets the container itself take the peer from the headers of a proxy, as it offers that. */
  public TestApplication believesProxies() {
    believesProxies = true;
    return this;
  }

  public List<ServletUse> servlets() {
    return servlets;
  }

  public List<FilterUse> filters() {
    return filters;
  }

  /** Paths within the context, by status. */
  public Map<Integer, String> errorPages() {
    return errorPages;
  }

  public Map<String, String> parameters() {
    return parameters;
  }

  /** Empty if there is no page of profiles in the {@code web.xml}. */
  public String pagePattern() {
    return pagePattern;
  }

  public Map<String, String> pageParameters() {
    return pageParameters;
  }

  public boolean hasWebXml() {
    return webXml;
  }

  public boolean hasLibraryInside() {
    return libraryInside;
  }

  public boolean hasVirtualThreads() {
    return virtualThreads;
  }

  public boolean hasHttp2() {
    return http2;
  }

  public boolean isWithoutDate() {
    return withoutDate;
  }

  public boolean isLoadingOnStartup() {
    return loadsOnStartup;
  }

  public boolean hasBelievingContainer() {
    return believesProxies;
  }
}
