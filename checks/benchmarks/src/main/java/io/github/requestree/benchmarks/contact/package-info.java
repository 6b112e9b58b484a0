/**
 * The first requests that a developer profiles: how much of them is seen, and how true it is,
 * against what the demo's routes measured of themselves.
 */
@NullMarked
package io.github.requestree.benchmarks.contact;

import org.jspecify.annotations.NullMarked;
