/**
 * Lets profiles follow a request by Micrometer's context propagation, and notes Micrometer's
 * observations in them. The first needs {@code io.micrometer:context-propagation}, the second
 * {@code io.micrometer:micrometer-observation}; the application brings them.
 *
 * <ul>
 *   <li>{@link io.github.requestree.micrometer.ProfileThreadLocalAccessor} is found by service
 *       loading; there is nothing to call or to configure.
 *   <li>{@link io.github.requestree.micrometer.ProfileObservationHandler} is registered with the
 *       application's {@code ObservationRegistry}.
 * </ul>
 */
@NullMarked
package io.github.requestree.micrometer;

import org.jspecify.annotations.NullMarked;
