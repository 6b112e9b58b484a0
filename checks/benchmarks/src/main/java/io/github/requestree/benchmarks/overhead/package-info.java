/** What profiling costs a server, measured from outside beside other profilers. */
@NullMarked
package io.github.requestree.benchmarks.overhead;

import org.jspecify.annotations.NullMarked;
