/**
 * Profiles that follow a request by Micrometer's context propagation, and have what an application
 * observes with Micrometer. Needs {@code io.micrometer:context-propagation} for the first and
 * {@code io.micrometer:micrometer-observation} for the second; the application brings them.
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
