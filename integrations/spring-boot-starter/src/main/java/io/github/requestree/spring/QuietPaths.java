package io.github.requestree.spring;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.StringUtils;

/**
 * The paths that nobody wants profiled, unless they say so: static files, the actuator and {@code
 * /favicon.ico}. Static files are told by those that there are, so that no path of the application
 * itself is left out.
 */
final class QuietPaths {

  /** More files than this are not looked at, and more patterns would cost each request too much. */
  private static final int MAX_FILES = 5_000;

  private static final int MAX_PATTERNS = 100;

  /** Boot's own, but for what libraries bring, which is below {@code /webjars}. */
  private static final List<String> LOCATIONS =
      List.of("classpath:/resources/", "classpath:/static/", "classpath:/public/");

  private static final List<String> USUAL_ENDPOINTS =
      List.of("health", "info", "metrics", "prometheus");

  private final Environment environment;
  private final Binder properties;

  QuietPaths(Environment environment) {
    this.environment = environment;
    properties = Binder.get(environment);
  }

  /** Patterns as the option {@code exclude} has them. */
  List<String> all() {
    Set<String> paths = new LinkedHashSet<>(List.of("/favicon.ico"));
    String servlet = withoutEnd(environment.getProperty("spring.mvc.servlet.path", ""));
    addActuator(paths, servlet);
    addStaticFiles(paths, servlet);
    return List.copyOf(paths);
  }

  private void addActuator(Set<String> paths, String servlet) {
    String port = environment.getProperty("management.server.port", "");
    boolean same = port.isEmpty() || port.equals(environment.getProperty("server.port", "8080"));
    if (!same || port.equals("0")) {
      // They have a server of their own, without our filter; with 0 two ports differ too.
      return;
    }
    String base =
        withoutEnd(environment.getProperty("management.endpoints.web.base-path", "/actuator"));
    if (!base.isEmpty()) {
      paths.add(servlet + base);
      paths.add(servlet + base + "/*");
      return;
    }
    for (String id : USUAL_ENDPOINTS) {
      String path = environment.getProperty("management.endpoints.web.path-mapping." + id, id);
      paths.add(servlet + '/' + path);
      paths.add(servlet + '/' + path + "/*");
    }
  }

  private void addStaticFiles(Set<String> paths, String servlet) {
    if (!environment.getProperty("spring.web.resources.add-mappings", Boolean.class, true)) {
      return;
    }
    String pattern = environment.getProperty("spring.mvc.static-path-pattern", "/**");
    String prefix = servlet + withoutEnd(pattern.replace("**", ""));
    if (!prefix.isEmpty() && !prefix.equals(servlet)) {
      paths.add(prefix + "/*");
      return;
    }
    paths.add(servlet + "/webjars/*");
    List<String> locations =
        properties
            .bind("spring.web.resources.static-locations", Bindable.listOf(String.class))
            .orElse(LOCATIONS);
    PathMatchingResourcePatternResolver files = new PathMatchingResourcePatternResolver();
    for (String location : locations) {
      addFiles(paths, servlet, files, StringUtils.trimTrailingCharacter(location, '/') + '/');
    }
  }

  private static void addFiles(
      Set<String> paths,
      String servlet,
      PathMatchingResourcePatternResolver files,
      String location) {
    try {
      Resource root = files.getResource(location);
      if (!root.exists()) {
        return;
      }
      String start = root.getURL().toString();
      Resource[] found = files.getResources(location + "**");
      for (int i = 0; i < found.length && i < MAX_FILES && paths.size() < MAX_PATTERNS; i++) {
        String address = found[i].getURL().toString();
        if (address.startsWith(start) && isPlain(address) && found[i].isReadable()) {
          paths.add(servlet + pattern(address.substring(start.length())));
        }
      }
    } catch (IOException | RuntimeException e) {
      // Then these files are profiled.
    }
  }

  /** Whether the path that asks for it is written in the same way, and is one entry of a list. */
  private static boolean isPlain(String address) {
    return address.indexOf('%') < 0 && address.indexOf(',') < 0 && address.indexOf('*') < 0;
  }

  /** The files of one kind in one top folder together; at the top each file by its name. */
  private static String pattern(String file) {
    int folder = file.indexOf('/');
    int kind = file.lastIndexOf('.');
    return folder < 0 || kind < file.lastIndexOf('/')
        ? '/' + file
        : '/' + file.substring(0, folder + 1) + '*' + file.substring(kind);
  }

  /** A path without a slash at its end, and with one at its start unless it is empty. */
  static String withoutEnd(String path) {
    String trimmed = StringUtils.trimTrailingCharacter(path, '/');
    return trimmed.isEmpty() || trimmed.startsWith("/") ? trimmed : '/' + trimmed;
  }
}
