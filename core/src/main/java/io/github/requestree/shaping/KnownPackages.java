package io.github.requestree.shaping;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Packages by their names; {@code com.acme.*} covers those below as well. Immutable and
 * thread-safe.
 */
final class KnownPackages {
  private final Set<String> exact = new HashSet<>();
  private final List<String> prefixes;

  KnownPackages(List<String> packages) {
    packages.stream().filter(name -> !name.endsWith(".*")).forEach(exact::add);
    prefixes =
        packages.stream()
            .filter(name -> name.endsWith(".*"))
            .map(name -> name.substring(0, name.length() - 1))
            .toList();
  }

  boolean has(String className) {
    return exact.contains(className.substring(0, Math.max(0, className.lastIndexOf('.'))))
        || prefixes.stream().anyMatch(className::startsWith);
  }
}
