/** How true the trees are, against what the work measures of itself. */
@NullMarked
package io.github.requestree.benchmarks.fidelity;

import org.jspecify.annotations.NullMarked;
