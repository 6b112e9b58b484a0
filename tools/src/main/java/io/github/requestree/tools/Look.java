package io.github.requestree.tools;

import io.github.requestree.shaping.Shaping;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a tree is shaped. <em>Not</em> thread-safe. */
final class Look {

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Show so many lines of the tree at most, 1 to 10000; 50 if not given.")
  private @Nullable Integer limit;

  @Option(names = "--all-frames", description = "Show the frames of libraries like all others.")
  private boolean allFrames;

  @Option(
      names = "--show",
      split = ",",
      paramLabel = "PATTERN",
      description = "Take these classes for the application's, such as com.acme.*.")
  private List<String> show = List.of();

  @Option(
      names = "--hide",
      split = ",",
      paramLabel = "PATTERN",
      description = "Take these classes for a library's.")
  private List<String> hide = List.of();

  /** Returns the shaping of a file with these options. */
  Shaping on(Shaping kept) {
    Shaping.Builder shaping = kept.toBuilder().showHidden(allFrames);
    if (limit != null) {
      shaping.limit(limit);
    }
    return shaping.show(join(show, kept.show())).hide(join(hide, kept.hide())).build();
  }

  private static List<String> join(List<String> some, List<String> others) {
    List<String> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
