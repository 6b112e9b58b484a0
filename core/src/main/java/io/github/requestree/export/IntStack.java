package io.github.requestree.export;

import java.util.Arrays;

/** The path from the root to the current node, as numbers. <em>Not</em> thread-safe. */
final class IntStack {
  private int[] numbers = new int[64];
  private int depth;

  void push(int number) {
    if (depth == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * depth);
    }
    numbers[depth++] = number;
  }

  void pop() {
    depth--;
  }

  int depth() {
    return depth;
  }

  /** Returns one of them, 0 being the root's. */
  int at(int index) {
    return numbers[index];
  }
}
