/**
 * Shows requests in the recordings of others: of the JDK's Flight Recorder and of async-profiler.
 * Not part of the API.
 */
@NullMarked
package io.github.requestree.jfr;

import org.jspecify.annotations.NullMarked;
