package io.github.requestree.benchmarks.fidelity;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads collapsed stacks: lines of frames, the outermost first, with semicolons between them and a
 * count behind them.
 *
 * @param samples samples by the outermost of the wanted methods
 * @param all samples of all stacks in which the wanted class occurs
 */
record CollapsedStacks(Map<String, Long> samples, long all) {

  /**
   * Splits stacks by these methods of a class; stacks without the class are left out.
   *
   * @throws IllegalArgumentException if a line is no collapsed stack
   */
  static CollapsedStacks of(String text, Class<?> owner, Set<String> methods) {
    String prefix = owner.getName().replace('.', '/') + ".";
    Map<String, Long> samples = new HashMap<>();
    long all = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.isBlank()) {
        continue;
      }
      int space = line.lastIndexOf(' ');
      if (space < 0) {
        throw new IllegalArgumentException("no collapsed stack: " + line);
      }
      String stack = line.substring(0, space);
      if (!stack.contains(prefix)) {
        continue;
      }
      long count = count(line, space);
      all += count;
      String method = outermost(stack, prefix, methods);
      if (method != null) {
        samples.merge(method, count, Long::sum);
      }
    }
    return new CollapsedStacks(samples, all);
  }

  private static long count(String line, int space) {
    try {
      return Long.parseLong(line.substring(space + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no collapsed stack: " + line, e);
    }
  }

  private static @Nullable String outermost(String stack, String prefix, Set<String> methods) {
    int from = 0;
    while (from <= stack.length()) {
      int semicolon = stack.indexOf(';', from);
      int end = semicolon < 0 ? stack.length() : semicolon;
      if (stack.startsWith(prefix, from)) {
        String method = stack.substring(from + prefix.length(), end);
        if (methods.contains(method)) {
          return method;
        }
      }
      from = end + 1;
    }
    return null;
  }

  /** The part of all samples that hit this method; 0 without samples. */
  double share(String method) {
    return all == 0 ? 0 : (double) samples.getOrDefault(method, 0L) / all;
  }
}
