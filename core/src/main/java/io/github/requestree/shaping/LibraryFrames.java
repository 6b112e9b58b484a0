package io.github.requestree.shaping;

import io.github.requestree.profile.Frame;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells library frames from application frames. Remembers its answers, since a tree has many frames
 * of few classes. <em>Not</em> thread-safe.
 */
final class LibraryFrames {
  private static final String OWN = "io.github.requestree.";
  private static final String EXAMPLE = OWN + "example.";

  private final PackagePatterns hide;
  private final PackagePatterns show;
  private final Map<String, Boolean> answers = new HashMap<>();

  LibraryFrames(PackagePatterns hide, PackagePatterns show) {
    this.hide = hide;
    this.show = show;
  }

  /** Whether it is a method of a library; false for what is no method. */
  boolean isLibrary(Frame frame) {
    return frame.isMethod() && answers.computeIfAbsent(frame.className(), this::isLibraryClass);
  }

  private boolean isLibraryClass(String className) {
    return !show.matches(className) && (isOwnClass(className) || hide.matches(className));
  }

  /** Whether it is a method of this library itself; its example application is not. */
  boolean isOwn(Frame frame) {
    return frame.isMethod() && isOwnClass(frame.className()) && !show.matches(frame.className());
  }

  private static boolean isOwnClass(String className) {
    return className.startsWith(OWN) && !className.startsWith(EXAMPLE);
  }

  /** The short name of the library that the frame belongs to. */
  String shortName(Frame frame) {
    return LibraryCatalogue.shortName(frame.className());
  }
}
