/** Single steps, measured with JMH. */
@NullMarked
package io.github.requestree.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
