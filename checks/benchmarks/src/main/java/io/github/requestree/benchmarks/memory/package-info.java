/** Measures the memory of profiles, while they run and afterwards. */
@NullMarked
package io.github.requestree.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
