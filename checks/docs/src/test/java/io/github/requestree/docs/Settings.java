package io.github.requestree.docs;

import io.github.requestree.docs.Page.Block;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import jakarta.servlet.ServletException;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;

/** Tries the options that the docs show: a filter starts with them. */
final class Settings {

  private static final String SECRET = "sixteen letters or more";

  private static final Set<String> OPTIONS =
      Stream.of(ProfilingOptions.Builder.class.getMethods())
          .map(Method::getName)
          .collect(Collectors.toUnmodifiableSet());

  private Settings() {}

  /** Says what the filter has against a block of options; keys with a point belong to others. */
  static List<String> errors(Block block) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String line : block.lines()) {
      int equals = line.indexOf('=');
      String name = equals < 0 ? line.strip() : line.substring(0, equals).strip();
      if (!name.isEmpty() && !name.startsWith("#") && !name.contains(".")) {
        String value = equals < 0 ? "" : line.substring(equals + 1).strip();
        options.put(name, name.equals("secret") ? SECRET : value);
      }
    }
    if (options.isEmpty()) {
      return List.of();
    }
    return errors(block.at(), options);
  }

  private static List<String> errors(String at, Map<String, String> options) {
    for (String name : options.keySet()) {
      if (!OPTIONS.contains(name)) {
        return List.of(at + " has option " + name + ", which does not exist");
      }
    }
    Server server = new Server();
    ServletContextHandler context = new ServletContextHandler();
    FilterHolder profiling = new FilterHolder(ProfilingFilter.create());
    profiling.setInitParameters(options);
    profiling.setAsyncSupported(true);
    context.addFilter(profiling, "/*", null);
    server.setHandler(context);
    try {
      server.start();
      return List.of();
    } catch (Exception e) {
      Throwable said = e.getCause() instanceof ServletException cause ? cause : e;
      return List.of(at + " is refused: " + said.getMessage());
    } finally {
      stop(server);
    }
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
