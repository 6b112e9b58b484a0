/**
 * Shared by all measurements: medians, confidence intervals, tables, and the machine that ran them.
 */
@NullMarked
package io.github.requestree.benchmarks.stats;

import org.jspecify.annotations.NullMarked;
