package io.github.requestree.profile;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The thing that one line of a call tree stands for: a method, or something else, such as the time
 * in which nothing was sampled. Immutable and thread-safe.
 *
 * <p>Two frames are equal if they stand for the same thing. A frame has no line number: that
 * belongs to the {@link CallNode}.
 *
 * @param kind the kind of thing it stands for
 * @param className the binary name of the class, as the JVM gives it; empty unless {@code METHOD}
 * @param name the method's name, or the text that stands for anything else
 * @param fileName the source file, if the class file names one
 */
public record Frame(Kind kind, String className, String name, @Nullable String fileName) {

  /** The kinds of things that a frame stands for. */
  public enum Kind {
    /** The whole of a profile. */
    ROOT,
    /** A method on a stack. */
    METHOD,
    /** Time in which no thread worked for the profile: the request waited elsewhere. */
    AWAIT,
    /** Work that was handed to another thread. */
    LANE,
    /** Time in which only lanes ran: the request itself was on no thread. */
    IN_LANES,
    /** Time for which the running methods are unknown. */
    NOT_SAMPLED,
    /** Time of a method itself, where it also has children. Made by shaping. */
    SELF,
    /** Nodes too small to be shown, taken together. Made by shaping. */
    OTHERS,
    /** Frames of libraries, folded into one. Made by shaping. */
    HIDDEN
  }

  /** The frame of time in which nothing was sampled. */
  public static final Frame NOT_SAMPLED = of(Kind.NOT_SAMPLED, "[not sampled]");

  /** The place of hand-offs whose submitter could not be captured. */
  public static final Frame PLACE_NOT_SAMPLED = of(Kind.METHOD, "[handed off, place not sampled]");

  /** Stands for outer frames that the JVM has left out of a deep stack. */
  public static final Frame OUTER_FRAMES_CUT = of(Kind.METHOD, "[outer frames cut by the JVM]");

  /** The frame of time in which only lanes ran. */
  public static final Frame IN_LANES = of(Kind.IN_LANES, "[on other threads]");

  public Frame {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(name, "name");
  }

  /** A method. */
  public static Frame method(String className, String methodName, @Nullable String fileName) {
    return new Frame(Kind.METHOD, className, methodName, fileName);
  }

  /** The method of a call. */
  public static Frame of(StackTraceElement call) {
    return method(call.getClassName(), call.getMethodName(), call.getFileName());
  }

  /** Anything that is no method. */
  public static Frame of(Kind kind, String text) {
    return new Frame(kind, "", text, null);
  }

  // Written out, here and in every record that is a key. The generated methods would pin the class
  // loader of a stopped application, by a cache of java.lang.runtime.ObjectMethods (JDK 17, 25).
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Frame that
        && kind == that.kind
        && className.equals(that.className)
        && name.equals(that.name)
        && Objects.equals(fileName, that.fileName);
  }

  @Override
  public int hashCode() {
    int hash = kind.name().hashCode();
    hash = 31 * hash + className.hashCode();
    hash = 31 * hash + name.hashCode();
    return 31 * hash + Objects.hashCode(fileName);
  }

  /** Returns whether this is a method of a class. */
  public boolean isMethod() {
    return kind == Kind.METHOD && !className.isEmpty();
  }
}
