/**
 * Links the profile of a request and its span of OpenTelemetry. The artifact is {@code
 * io.github.requestree:requestree-opentelemetry}; the application brings {@code
 * io.opentelemetry:opentelemetry-api}, in its own version. There is nothing to call: a filter or
 * profiler finds it.
 */
@NullMarked
package io.github.requestree.opentelemetry;

import org.jspecify.annotations.NullMarked;
