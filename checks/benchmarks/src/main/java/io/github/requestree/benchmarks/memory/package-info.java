/** What profiles take up in memory, while they run and afterwards. */
@NullMarked
package io.github.requestree.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
