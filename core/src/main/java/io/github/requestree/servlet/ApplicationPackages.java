package io.github.requestree.servlet;

import io.github.requestree.internal.Resources;
import io.github.requestree.shaping.Shaping;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Finds packages of the application that look like those of a library, for {@link Shaping}: an
 * application in {@code org.hibernate.bookstore} is no part of Hibernate. They are read from the
 * names in {@code /WEB-INF/classes}, or else from that of the main class; no class is loaded.
 * Stateless and thread-safe.
 */
final class ApplicationPackages {
  private static final String CLASSES = "/WEB-INF/classes/";
  private static final int MAX_FOLDERS = 1_000;

  /** Launchers, which are no part of the application that they start. */
  private static final List<String> LAUNCHERS =
      Resources.words(ApplicationPackages.class, "launchers.txt", "launchers");

  private ApplicationPackages() {}

  /** Returns those of this application; none if nothing can be found out. */
  static List<String> of(Supplier<@Nullable ServletContext> asked) {
    try {
      ServletContext context = asked.get();
      Set<String> classes = context == null ? null : context.getResourcePaths(CLASSES);
      return context == null || classes == null || classes.isEmpty()
          ? ofMainClass(System.getProperty("sun.java.command", ""))
          : inClasses(context, classes);
    } catch (Throwable e) {
      // Then the option show is left for such an application.
      return List.of();
    }
  }

  /** Looks into folders only where a library could be. */
  private static List<String> inClasses(ServletContext context, Set<String> top) {
    Set<String> packages = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(top);
    for (int folders = 0; !open.isEmpty() && folders < MAX_FOLDERS; ) {
      String path = open.remove();
      if (path.endsWith("/")) {
        if (mayBeOfLibrary(packageOf(path))) {
          Set<String> below = context.getResourcePaths(path);
          open.addAll(below == null ? Set.of() : below);
          folders++;
        }
      } else if (path.endsWith(".class")) {
        String folder = packageOf(path.substring(0, path.lastIndexOf('/') + 1));
        packages.add(folder.substring(0, Math.max(0, folder.length() - 1)));
      }
    }
    return List.copyOf(packages);
  }

  private static String packageOf(String folder) {
    return folder.substring(CLASSES.length()).replace('/', '.');
  }

  private static boolean mayBeOfLibrary(String start) {
    return Shaping.DEFAULT.hide().stream()
        .filter(pattern -> pattern.endsWith(".*"))
        .map(pattern -> pattern.substring(0, pattern.length() - 1))
        .anyMatch(prefix -> prefix.startsWith(start) || start.startsWith(prefix));
  }

  /**
   * Returns the package of the main class and those below it.
   *
   * @param command the JVM's start command: a class, with or without its module, or a jar
   */
  static List<String> ofMainClass(String command) throws IOException {
    String started = command.split(" ", 2)[0];
    String name =
        started.endsWith(".jar") || started.endsWith(".war")
            ? mainClassOf(started)
            : started.substring(started.indexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot < 0 || LAUNCHERS.stream().anyMatch(name::startsWith)
        ? List.of()
        : List.of(name.substring(0, dot) + ".*");
  }

  /**
   * Reads the main class from the manifest. For Spring Boot's launcher it takes the class that the
   * launcher starts.
   */
  private static String mainClassOf(String jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      Manifest manifest = Objects.requireNonNullElseGet(file.getManifest(), Manifest::new);
      Attributes attributes = manifest.getMainAttributes();
      String start = attributes.getValue("Start-Class");
      String main = start != null ? start : attributes.getValue(Attributes.Name.MAIN_CLASS);
      return main == null ? "" : main;
    }
  }
}
