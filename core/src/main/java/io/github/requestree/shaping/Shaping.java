package io.github.requestree.shaping;

import io.github.requestree.internal.Options;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.TreeWalk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a measured call tree short enough to be read. Immutable and thread-safe.
 *
 * <p>Shaping moves time between nodes but neither adds nor drops any: a shaped tree has the total
 * of the measured one, and so has each list of lanes.
 */
public final class Shaping {
  /** Hides library frames and shows 50 lines, with the libraries known by default. */
  public static final Shaping DEFAULT = builder().build();

  private final boolean showHidden;
  private final int limit;
  private final List<String> hide;
  private final List<String> show;
  private final List<String> application;
  private final LibraryFrames libraries;

  private Shaping(Builder builder) {
    showHidden = builder.showHidden;
    limit = Options.LIMIT.checkedInCode(builder.limit);
    hide = List.copyOf(builder.hide);
    show = List.copyOf(builder.show);
    application = List.copyOf(builder.application);
    libraries = new LibraryFrames(LibraryFrames.Patterns.of(hide, application, show));
  }

  /** Returns a builder with the default options. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with these options. */
  public Builder toBuilder() {
    return builder()
        .showHidden(showHidden)
        .limit(limit)
        .hide(hide)
        .show(show)
        .application(application);
  }

  /** Returns the patterns of the classes that count as library code. */
  public List<String> hide() {
    return hide;
  }

  /**
   * Returns the patterns of the classes that count as application code, even if {@link #hide()} has
   * them.
   */
  public List<String> show() {
    return show;
  }

  /** Returns whether this is a class of the application, by its binary name. */
  public boolean isApplicationClass(String className) {
    return !libraries.isLibrary(className);
  }

  /** Returns whether this is a method of the application; false for a frame that is no method. */
  public boolean isApplication(Frame frame) {
    return libraries.isApplication(frame);
  }

  /**
   * Returns the innermost call of the application in a stack; the innermost of all if there is
   * none; null for an empty stack.
   */
  public @Nullable StackTraceElement callIn(List<StackTraceElement> stack) {
    return stack.stream()
        .filter(call -> isApplication(Frame.of(call)))
        .findFirst()
        .orElse(stack.isEmpty() ? null : stack.get(0));
  }

  /**
   * Returns the short name of the library that a method belongs to, such as {@code jetty}; null for
   * a method of the application, and for a frame that is no method.
   */
  public @Nullable String library(Frame frame) {
    return libraries.library(frame);
  }

  /**
   * Returns whether methods are in the tree, lanes included, and none of them is of the
   * application.
   */
  public boolean seesLibrariesOnly(CallNode root) {
    boolean any = false;
    for (CallNode node : TreeWalk.nodesWithLanes(root)) {
      if (libraries.isApplication(node.frame())) {
        return false;
      }
      any |= node.frame().isMethod();
    }
    return any;
  }

  /**
   * Returns the part that a method of a library plays: {@code template}, {@code orm}, {@code json},
   * {@code validation}, {@code cache}, {@code security}, or {@code way} for filter chains and
   * reflection, which merely lead on. Null for all others.
   */
  public @Nullable String role(Frame frame) {
    LibraryRole role = libraries.role(frame);
    return role == null ? null : role.text();
  }

  /**
   * Returns the tree as it is to be shown.
   *
   * @param root the measured tree
   * @param resolutionNanos the time below which a node is not worth a line of its own
   */
  public CallNode apply(CallNode root, long resolutionNanos) {
    CallNode shaped = root;
    for (Step step : steps(resolutionNanos)) {
      shaped = step.apply(shaped);
    }
    return shaped;
  }

  /** Shapes as {@link #apply} does, and tells where the measured nodes are. */
  public ShapedTree shape(CallNode root, long resolutionNanos) {
    return ShapedTree.of(root, stepsOfFolding(resolutionNanos), stepsOfChoice(resolutionNanos));
  }

  /** Returns the steps, in the order in which they are taken. */
  List<Step> steps(long resolutionNanos) {
    List<Step> steps = stepsOfFolding(resolutionNanos);
    steps.addAll(stepsOfChoice(resolutionNanos));
    return steps;
  }

  /** Returns the last steps: those that choose what is worth a line. */
  private List<Step> stepsOfChoice(long resolutionNanos) {
    return List.of(
        new MergeSmall(resolutionNanos),
        new ShowSelf(resolutionNanos),
        new KeepHeaviest(limit),
        new SortChildren());
  }

  /** Returns the first steps: those that allow times below zero. */
  List<Step> stepsOfFolding(long resolutionNanos) {
    List<Step> steps = new ArrayList<>();
    steps.add(new RemoveOwnFrames(libraries));
    if (!showHidden) {
      steps.add(new SkipContainer(libraries, resolutionNanos));
    }
    steps.add(new FoldRecursion());
    if (!showHidden) {
      steps.add(new FoldDelegation(libraries, resolutionNanos));
      steps.add(new GroupLibraryFrames(libraries));
    }
    return steps;
  }

  @Override
  public String toString() {
    return "Shaping[showHidden=%s, limit=%s, %s patterns hidden, show=%s]"
        .formatted(showHidden, limit, hide.size(), show);
  }

  /** Makes a {@link Shaping}. <em>Not</em> thread-safe. */
  public static final class Builder {
    private boolean showHidden;
    private int limit = Options.LIMIT.byDefault();
    private List<String> hide = LibraryPatterns.DEFAULT;
    private List<String> show = List.of();
    private List<String> application = List.of();

    private Builder() {}

    /** Shows library frames like those of the application; default false. */
    public Builder showHidden(boolean value) {
      showHidden = value;
      return this;
    }

    /** Shows so many nodes at most, 1 to 10,000; default 50. */
    public Builder limit(int value) {
      limit = value;
      return this;
    }

    /**
     * Replaces the patterns of library classes, in which {@code *} stands for any characters;
     * {@code Shaping.DEFAULT.hide()} has the default ones.
     */
    public Builder hide(List<String> patterns) {
      hide = List.copyOf(patterns);
      return this;
    }

    /** Sets the patterns of application classes, which win over {@link #hide}; default none. */
    public Builder show(List<String> patterns) {
      show = List.copyOf(patterns);
      return this;
    }

    /**
     * Sets packages that are known to belong to the application, for one that lives in a library's
     * packages. They win over the libraries known by default, but not over other patterns of {@link
     * #hide}. A package below one of them counts only if the name ends with {@code .*}. Default
     * none.
     */
    public Builder application(List<String> packages) {
      application = List.copyOf(packages);
      return this;
    }

    /**
     * Returns the options set so far.
     *
     * @throws IllegalArgumentException if a value is not accepted; it names the option, the value
     *     and the accepted values
     */
    public Shaping build() {
      return new Shaping(this);
    }
  }
}
