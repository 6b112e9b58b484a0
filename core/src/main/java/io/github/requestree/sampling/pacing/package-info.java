/**
 * Computes the budget for sampling, and the time of the next check. It only computes: time, clocks
 * and randomness come from outside. Internal: only the sampler uses it.
 */
@NullMarked
package io.github.requestree.sampling.pacing;

import org.jspecify.annotations.NullMarked;
