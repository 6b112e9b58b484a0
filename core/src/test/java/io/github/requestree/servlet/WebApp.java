package io.github.requestree.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A web application on disk: its {@code web.xml} and, if wanted, the library. */
public final class WebApp {

  private WebApp() {}

  /** Writes it into an empty directory. */
  public static void write(TestApplication application, Path directory)
      throws IOException, URISyntaxException {
    Path webInf = Files.createDirectories(directory.resolve("WEB-INF"));
    Files.writeString(webInf.resolve("web.xml"), webXml(application));
    if (application.hasLibraryInside()) {
      copyLibrary(webInf);
    }
    for (Class<?> type : application.classesInside()) {
      copyClass(type, webInf.resolve("classes"));
    }
  }

  private static void copyClass(Class<?> type, Path classes) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    Path copy = classes.resolve(name);
    Files.createDirectories(copy.getParent());
    try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
      Files.copy(in, copy);
    }
  }

  public static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String webXml(TestApplication application) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0"
             metadata-complete="true">
      <filter>
        <filter-name>%s</filter-name>
        <filter-class>%s</filter-class>
        <async-supported>true</async-supported>
    %s  </filter>
      <filter-mapping>
        <filter-name>%s</filter-name>
        <url-pattern>/*</url-pattern>
        <dispatcher>REQUEST</dispatcher>
        <dispatcher>ASYNC</dispatcher>
      </filter-mapping>
    %s</web-app>
    """
        .formatted(
            TestApplication.PROFILING,
            ProfilingFilter.class.getName(),
            parameters(application.parameters()),
            TestApplication.PROFILING,
            application.pagePattern().isEmpty() ? "" : page(application));
  }

  private static String page(TestApplication application) {
    return """
      <servlet>
        <servlet-name>profiles</servlet-name>
        <servlet-class>%s</servlet-class>
    %s    <load-on-startup>1</load-on-startup>
      </servlet>
      <servlet-mapping>
        <servlet-name>profiles</servlet-name>
        <url-pattern>%s</url-pattern>
      </servlet-mapping>
    """
        .formatted(
            ProfilesServlet.class.getName(),
            parameters(application.pageParameters()),
            application.pagePattern());
  }

  private static String parameters(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(p -> parameter(p.getKey(), p.getValue()))
        .collect(Collectors.joining());
  }

  private static String parameter(String name, String value) {
    return """
        <init-param>
          <param-name>%s</param-name>
          <param-value>%s</param-value>
        </init-param>
    """
        .formatted(name, value);
  }

  private static void copyLibrary(Path webInf) throws IOException, URISyntaxException {
    Path library =
        Path.of(ProfilingFilter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (!Files.isDirectory(library)) {
      Path lib = Files.createDirectories(webInf.resolve("lib"));
      Files.copy(library, lib.resolve("requestree.jar"));
      return;
    }
    try (Stream<Path> files = Files.walk(library)) {
      for (Path file : files.toList()) {
        Path copy = webInf.resolve("classes").resolve(library.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }
}
