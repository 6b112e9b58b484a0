/**
 * Measures what the Spring Boot starter adds to the start of an application and to its live heap.
 */
@NullMarked
package io.github.requestree.benchmarks.start;

import org.jspecify.annotations.NullMarked;
