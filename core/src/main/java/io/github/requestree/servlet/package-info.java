/**
 * Profiles the requests of servlets, from their start to their end. Most readers need two types:
 * {@link io.github.requestree.servlet.ProfilingFilter} and {@link
 * io.github.requestree.servlet.ProfilingOptions}.
 *
 * <ul>
 *   <li>{@link io.github.requestree.servlet.ProfilingFilter} is registered by an application.
 *   <li>{@link io.github.requestree.servlet.ProfilingOptions} has a row for each option; {@code
 *       InitParameters} reads them.
 *   <li>{@code RequestMatcher} decides by method and {@code RawPath}; {@code Route} names the
 *       matched pattern.
 *   <li>{@link io.github.requestree.servlet.Trigger} picks among these. {@code SecretGuard}
 *       compares the values that requests bring, such as a {@code QueryParameter}, with the {@code
 *       Secret}.
 *   <li>{@code QueueTimeHeaders} read the time that a request had waited, by {@code QueueTime}.
 *   <li>{@code RequestProfile} follows one request through its dispatches and ends its profile
 *       once. {@code RequestSubject} keeps facts copied from it; {@code Outcome} is its end.
 *   <li>{@link io.github.requestree.servlet.ProfilesServlet} serves the page of profiles; {@code
 *       PagePaths} keep it from being profiled.
 * </ul>
 *
 * <p>Three rules hold throughout. A segment ends before the filter returns. Decisions depend on
 * state and never on the dispatcher type. Facts of a request are copied while it is being served.
 */
@NullMarked
package io.github.requestree.servlet;

import org.jspecify.annotations.NullMarked;
