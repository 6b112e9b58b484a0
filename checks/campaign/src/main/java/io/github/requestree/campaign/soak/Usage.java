package io.github.requestree.campaign.soak;

import java.util.Locale;

/**
 * Heap, threads and files that a JVM uses. Immutable.
 *
 * @param heapBytes the heap after a collection
 * @param threads its threads, those of containers and pools too
 * @param files its open file handles; 0 where that is not known
 */
record Usage(long heapBytes, int threads, long files) {

  private static final double MEGA = 1_000_000;

  /** Reads what {@link #toString} wrote. */
  static Usage parse(String text) {
    String[] figures = text.split(" ", 3);
    return new Usage(
        Long.parseLong(figures[0]), Integer.parseInt(figures[1]), Long.parseLong(figures[2]));
  }

  @Override
  public String toString() {
    return heapBytes + " " + threads + " " + files;
  }

  String heapText() {
    return String.format(Locale.ROOT, "%.1f MB", heapBytes / MEGA);
  }
}
