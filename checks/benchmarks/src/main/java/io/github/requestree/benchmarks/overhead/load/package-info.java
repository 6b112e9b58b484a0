/** The clients of that server; a process of their own, frugal with CPU. */
@NullMarked
package io.github.requestree.benchmarks.overhead.load;

import org.jspecify.annotations.NullMarked;
