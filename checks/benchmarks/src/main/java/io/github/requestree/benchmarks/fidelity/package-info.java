/** Compares the trees with the measurements that the work makes of itself. */
@NullMarked
package io.github.requestree.benchmarks.fidelity;

import org.jspecify.annotations.NullMarked;
