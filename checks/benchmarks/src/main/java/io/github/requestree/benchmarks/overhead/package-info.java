/** Measures the cost of profiling to a server, from outside and beside other profilers. */
@NullMarked
package io.github.requestree.benchmarks.overhead;

import org.jspecify.annotations.NullMarked;
