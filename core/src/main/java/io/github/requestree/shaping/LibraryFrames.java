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
   * What decides: {@code show} over {@code hide}, and over the catalogue what is known to belong to
   * the application. Immutable and thread-safe.
   *
   * @param hide what is hidden whatever is known of it
   * @param catalogue packages of libraries, in which there may be applications
   * @param application what is known to belong to the application
   * @param show what is shown in any case
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

  /** Whether it is a method of a library; false for what is no method. */
  boolean isLibrary(Frame frame) {
    return frame.isMethod() && answers.computeIfAbsent(frame.className(), patterns::areOfLibrary);
  }

  /** Whether it is a method of the application. */
  boolean isApplication(Frame frame) {
    return frame.isMethod() && !isLibrary(frame);
  }

  /** The part that a method of a library plays; null if it plays none, or is of no library. */
  @Nullable LibraryRole role(Frame frame) {
    return isLibrary(frame) ? LibraryRole.of(frame) : null;
  }

  /** Whether it is a method of a library that merely leads on to another one. */
  boolean isWay(Frame frame) {
    return role(frame) == LibraryRole.WAY;
  }

  /** Whether it is a method of this library itself; its example application is not. */
  boolean isOwn(Frame frame) {
    return frame.isMethod()
        && OwnCode.has(frame.className())
        && !patterns.show().matches(frame.className());
  }

  /** The short name of the library that the frame belongs to. */
  String shortName(Frame frame) {
    return OwnCode.has(frame.className()) ? "requestree" : Libraries.nameOf(frame.className());
  }
}
