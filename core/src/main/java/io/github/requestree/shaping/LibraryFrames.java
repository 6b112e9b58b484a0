package io.github.requestree.shaping;

import io.github.requestree.internal.OwnCode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Libraries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells library frames from application frames. Remembers its answers, since a tree has many frames
 * of few classes. <em>Not</em> thread-safe.
 */
final class LibraryFrames {
  private final Patterns patterns;
  private final Map<String, Boolean> answers = new HashMap<>();

  LibraryFrames(Patterns patterns) {
    this.patterns = patterns;
  }

  /**
   * The deciding patterns: {@code show} wins over {@code hide}, and known packages of the
   * application win over the catalogue. Immutable and thread-safe.
   *
   * @param hide classes that are hidden in any case
   * @param catalogue packages of libraries, in which there may be applications
   * @param application known packages of the application
   * @param show classes that are shown in any case
   */
  record Patterns(
      PackagePatterns hide,
      PackagePatterns catalogue,
      KnownPackages application,
      PackagePatterns show) {

    static Patterns of(List<String> hide, List<String> application, List<String> show) {
      List<String> given = new ArrayList<>(hide);
      given.removeAll(LibraryPatterns.PACKAGES);
      List<String> known = new ArrayList<>(hide);
      known.retainAll(LibraryPatterns.PACKAGES);
      return new Patterns(
          new PackagePatterns("hide", given),
          new PackagePatterns("hide", known),
          new KnownPackages(application),
          new PackagePatterns("show", show));
    }

    boolean areOfLibrary(String className) {
      if (show.matches(className)) {
        return false;
      }
      return OwnCode.has(className)
          || hide.matches(className)
          || (catalogue.matches(className)
              && !application.has(className)
              && !LibraryPatterns.isSample(className));
    }
  }

  /** Returns whether it is a method of a library; false for a frame that is no method. */
  boolean isLibrary(Frame frame) {
    return frame.isMethod() && answers.computeIfAbsent(frame.className(), patterns::areOfLibrary);
  }

  /** Returns whether it is a method of the application. */
  boolean isApplication(Frame frame) {
    return frame.isMethod() && !isLibrary(frame);
  }

  /**
   * Returns the part that a method of a library plays; null if it plays none, or is of no library.
   */
  @Nullable LibraryRole role(Frame frame) {
    return isLibrary(frame) ? LibraryRole.of(frame) : null;
  }

  /** Returns whether it is a method of a library that merely leads on to another one. */
  boolean isWay(Frame frame) {
    return role(frame) == LibraryRole.WAY;
  }

  /** Returns whether it is a method of this library itself; its example application is not. */
  boolean isOwn(Frame frame) {
    return frame.isMethod()
        && OwnCode.has(frame.className())
        && !patterns.show().matches(frame.className());
  }

  /** Returns the short name of the library that the frame belongs to. */
  String shortName(Frame frame) {
    return OwnCode.has(frame.className()) ? "requestree" : Libraries.nameOf(frame.className());
  }
}
