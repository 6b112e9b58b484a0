/** The commands that measure Requestree; see {@code docs/performance.md}. */
@NullMarked
package io.github.requestree.benchmarks;

import org.jspecify.annotations.NullMarked;
