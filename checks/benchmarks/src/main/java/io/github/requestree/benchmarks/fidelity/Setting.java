package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.benchmarks.Size;
import org.jspecify.annotations.Nullable;

/**
 * The setting that all parts share.
 *
 * @param findings prints the results
 * @param sums checks each profile
 * @param async async-profiler; null if it cannot be started here
 * @param size the size of the measurement
 */
record Setting(Findings findings, Sums sums, @Nullable AsyncWall async, Size size) {

  /** One of two numbers, by how much is measured. */
  int pick(int quick, int full) {
    return size == Size.QUICK ? quick : full;
  }
}
