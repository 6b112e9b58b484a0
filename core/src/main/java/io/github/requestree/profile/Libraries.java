package io.github.requestree.profile;

import io.github.requestree.internal.Resources;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The libraries that are known by default: the short name of each, its packages, and the kind of
 * its waits, as {@code libraries.txt} beside this class lists them. Stateless and thread-safe.
 */
public final class Libraries {

  /** The classes that begin like this belong to this library. */
  private record Named(String prefix, String library) {}

  /** One kind for all waits in these classes, or for all waits in one method of theirs. */
  private record Waiting(String prefix, @Nullable String method, WaitKind kind) {}

  private static final List<Named> PACKAGES = new ArrayList<>();
  private static final List<Waiting> WAITING = new ArrayList<>();

  static {
    Resources.lines(Libraries.class, "libraries.txt").forEach(Libraries::add);
  }

  private static final List<String> PREFIXES = PACKAGES.stream().map(Named::prefix).toList();

  private Libraries() {}

  /** Adds a line of the table: {@code name: packages; KIND classes; KIND.method classes}. */
  private static void add(String line) {
    String[] parts = line.split(": ?|; ", -1);
    for (String prefix : parts[1].split(" ", -1)) {
      PACKAGES.add(new Named(prefix, parts[0]));
    }
    for (String waits : Arrays.asList(parts).subList(2, parts.length)) {
      String[] words = waits.split(" ", -1);
      String[] kind = words[0].split("\\.", -1);
      for (String prefix : Arrays.asList(words).subList(1, words.length)) {
        WAITING.add(
            new Waiting(prefix, kind.length > 1 ? kind[1] : null, WaitKind.valueOf(kind[0])));
      }
    }
  }

  /** Returns the beginnings of the binary names of their classes. */
  public static List<String> prefixes() {
    return PREFIXES;
  }

  /**
   * Returns the short name of the library that a class belongs to, such as {@code jetty}. For an
   * unknown library it is the part of the package that most likely is the name.
   */
  public static String nameOf(String className) {
    for (Named known : PACKAGES) {
      if (className.startsWith(known.prefix())) {
        return known.library();
      }
    }
    String[] parts = className.split("\\.", -1);
    return parts.length > 2 ? parts[1] : parts[0];
  }

  /** Returns the kind of any wait below this method; null if its library has no kind of its own. */
  public static @Nullable WaitKind waitKind(String className, String method) {
    for (Waiting known : WAITING) {
      if (className.startsWith(known.prefix())
          && (known.method() == null || known.method().equals(method))) {
        return known.kind();
      }
    }
    return null;
  }
}
