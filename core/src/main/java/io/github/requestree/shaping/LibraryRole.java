package io.github.requestree.shaping;

import io.github.requestree.internal.Resources;
import io.github.requestree.profile.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The part that a library plays in a request, if a reader wants to know where it begins. */
enum LibraryRole {
  TEMPLATE,
  ORM,
  JSON,
  VALIDATION,
  CACHE,
  SECURITY,
  /** A frame that merely leads on to another call: filter chains and reflection. */
  WAY;

  private record Prefix(String prefix, @Nullable LibraryRole role) {}

  /** The prefixes in order; the first that fits counts. */
  private static final List<Prefix> PREFIXES =
      Resources.lines(LibraryRole.class, "roles.txt").stream()
          .flatMap(LibraryRole::prefixes)
          .toList();

  private static final String JETTY = "org.eclipse.jetty.ee";
  private static final Set<String> FILTERS =
      Set.of("doFilter", "internalDoFilter", "doFilterInternal");

  private static Stream<Prefix> prefixes(String line) {
    String[] words = line.split(":? ", -1);
    LibraryRole role = words[0].equals("none") ? null : valueOf(words[0]);
    return Arrays.stream(words).skip(1).map(prefix -> new Prefix(prefix, role));
  }

  /** Returns its name in formats. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether the reader wants to know where it begins. */
  boolean isTelling() {
    return this != WAY;
  }

  /** Returns whether a library's method leads on to another one by its name, whatever its class. */
  static boolean isFilter(Frame library) {
    return FILTERS.contains(library.name());
  }

  /** Returns the part of the methods of a library's class; null if they play none of these. */
  static @Nullable LibraryRole of(String className) {
    if (isJettysChain(className)) {
      return WAY;
    }
    for (Prefix known : PREFIXES) {
      if (className.startsWith(known.prefix())) {
        return known.role();
      }
    }
    return null;
  }

  /**
   * Returns whether it is a class such as {@code
   * org.eclipse.jetty.ee10.servlet.ServletHandler$Chain}.
   */
  private static boolean isJettysChain(String className) {
    return className.startsWith(JETTY)
        && (className.contains(".servlet.FilterHolder")
            || className.contains(".servlet.ServletHandler")
            || className.contains(".servlet.ServletHolder"));
  }
}
