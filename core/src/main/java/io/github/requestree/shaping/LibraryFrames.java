package io.github.requestree.shaping;

import io.github.requestree.internal.OwnCode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Libraries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells library frames from application frames. Remembers its answers: there are many frames of few
 * classes, and an answer takes a comparison with each library there is. Thread-safe.
 */
final class LibraryFrames {

  /** With more classes it forgets them all. The names take some 0.2 MB at most. */
  static final int MAX_CLASSES = 2_000;

  private final Patterns patterns;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  LibraryFrames(Patterns patterns) {
    this.patterns = patterns;
  }

  /**
   * An answer about a class.
   *
   * @param library the short name of its library; null if it is of the application
   * @param role the part that its library plays; null if it plays none
   */
  private record Answer(@Nullable String library, @Nullable LibraryRole role) {}

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

  /** Returns whether a class is of a library, by its binary name. */
  boolean isLibrary(String className) {
    return answer(className).library() != null;
  }

  /** Returns whether it is a method of a library; false for a frame that is no method. */
  boolean isLibrary(Frame frame) {
    return frame.isMethod() && isLibrary(frame.className());
  }

  /** Returns whether it is a method of the application. */
  boolean isApplication(Frame frame) {
    return frame.isMethod() && !isLibrary(frame);
  }

  /** Returns the short name of the library of a method; null for any other frame. */
  @Nullable String library(Frame frame) {
    return frame.isMethod() ? answer(frame.className()).library() : null;
  }

  /**
   * Returns the part that a method of a library plays; null if it plays none, or is of no library.
   */
  @Nullable LibraryRole role(Frame frame) {
    if (!isLibrary(frame)) {
      return null;
    }
    return LibraryRole.isFilter(frame) ? LibraryRole.WAY : answer(frame.className()).role();
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

  /** Returns the number of classes that are remembered. */
  int remembered() {
    return answers.size();
  }

  private Answer answer(String className) {
    Answer known = answers.get(className);
    if (known == null) {
      known = newAnswer(className);
      if (answers.size() >= MAX_CLASSES) {
        answers.clear();
      }
      answers.put(className, known);
    }
    return known;
  }

  private Answer newAnswer(String className) {
    if (!patterns.areOfLibrary(className)) {
      return new Answer(null, null);
    }
    String name = OwnCode.has(className) ? "requestree" : Libraries.nameOf(className);
    return new Answer(name, LibraryRole.of(className));
  }
}
