package io.github.requestree.shaping;

import io.github.requestree.profile.Libraries;
import java.util.List;
import java.util.stream.Stream;

/** The patterns of library classes by default. Stateless and thread-safe. */
final class LibraryPatterns {

  /** Subclasses that frameworks make of application classes, in the application's packages. */
  private static final List<String> GENERATED =
      List.of(
          "*$$SpringCGLIB*",
          "*$$EnhancerBy*",
          "*$$FastClassBy*",
          "*$ByteBuddy*",
          "*$HibernateProxy*",
          "*_$$_jvst*");

  /** Parts of packages in which projects show how they are used: applications, not the library. */
  private static final List<String> SAMPLES =
      List.of(".sample.", ".samples.", ".example.", ".examples.", ".quickstart.", ".quickstarts.");

  /** Packages that count as libraries only as far as no application is known there. */
  static final List<String> PACKAGES =
      Libraries.prefixes().stream().map(prefix -> prefix + "*").toList();

  static final List<String> DEFAULT = Stream.concat(PACKAGES.stream(), GENERATED.stream()).toList();

  private LibraryPatterns() {}

  /**
   * Returns whether a class is in a package of samples, such as {@code
   * org.springframework.samples}.
   */
  static boolean isSample(String className) {
    return SAMPLES.stream().anyMatch(className::contains);
  }
}
