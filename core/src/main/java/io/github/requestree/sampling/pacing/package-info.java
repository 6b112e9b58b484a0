/**
 * What may be spent on sampling, and when to look next: numbers alone. Time, clocks and randomness
 * come from outside. Internal: for the sampler.
 */
@NullMarked
package io.github.requestree.sampling.pacing;

import org.jspecify.annotations.NullMarked;
