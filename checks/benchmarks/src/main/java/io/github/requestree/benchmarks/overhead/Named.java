package io.github.requestree.benchmarks.overhead;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what the command line names. */
public final class Named {

  private Named() {}

  /**
   * The one of this name.
   *
   * @throws IllegalArgumentException if there is none; it names those that are
   */
  public static <T> T find(T[] all, Function<T, String> nameOf, String name, String kind) {
    for (T each : all) {
      if (nameOf.apply(each).equals(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "no "
            + kind
            + " '"
            + name
            + "'; there are "
            + Arrays.stream(all).map(nameOf).collect(Collectors.joining(", ")));
  }
}
