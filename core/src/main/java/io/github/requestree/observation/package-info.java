/**
 * What an application observes with Micrometer, noted in the profile of the request. Micrometer is
 * an optional dependency: {@code io.micrometer:micrometer-observation}.
 *
 * <ul>
 *   <li>{@link io.github.requestree.observation.ProfileObservationHandler} is registered with the
 *       application's {@code ObservationRegistry}.
 * </ul>
 */
@NullMarked
package io.github.requestree.observation;

import org.jspecify.annotations.NullMarked;
