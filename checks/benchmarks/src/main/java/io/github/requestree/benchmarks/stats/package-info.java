/** What all measurements share: medians, confidence intervals, tables, and what ran where. */
@NullMarked
package io.github.requestree.benchmarks.stats;

import org.jspecify.annotations.NullMarked;
