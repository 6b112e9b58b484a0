/** The server whose cost is measured; a process of its own. */
@NullMarked
package io.github.requestree.benchmarks.overhead.server;

import org.jspecify.annotations.NullMarked;
