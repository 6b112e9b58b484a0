/**
 * The clients of that server; a process of their own, frugal with CPU.
 *
 * <p>No HTTP library takes their place: both processes share two cores, and the JDK's client takes
 * about ten times the CPU. At 1,000 to 2,000 requests a second it was 270 to 680 us for a request
 * instead of 35 to 65. So the client would have been measured.
 */
@NullMarked
package io.github.requestree.benchmarks.overhead.load;

import org.jspecify.annotations.NullMarked;
