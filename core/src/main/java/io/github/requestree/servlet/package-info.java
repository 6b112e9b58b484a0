/**
 * The servlet side: which requests are profiled, and from when to when.
 *
 * <ul>
 *   <li>{@link io.github.requestree.servlet.ProfilingFilter} is what an application registers.
 *   <li>{@link io.github.requestree.servlet.ProfilingOptions} say what it does: a row for each
 *       option, and {@code InitParameters} to read them.
 *   <li>{@code RequestMatcher} decides by method and {@code RawPath}; {@code Route} names what
 *       matched.
 *   <li>{@link io.github.requestree.servlet.Trigger} picks among these. What requests bring to be
 *       picked, such as a {@code QueryParameter}, is compared with the {@code Secret} by {@code
 *       SecretGuard}.
 *   <li>{@code QueueTimeHeaders} say how long a request had waited, by {@code QueueTime}.
 *   <li>{@code RequestProfile} follows one request through its dispatches and ends its profile
 *       once; {@code RequestSubject} keeps what was copied from it; {@code Outcome} is how it
 *       ended.
 *   <li>{@link io.github.requestree.servlet.ProfilesServlet} serves the page of profiles; {@code
 *       PagePaths} keep it from being profiled.
 * </ul>
 *
 * <p>Three rules hold throughout: a segment ends before the filter returns, decisions depend on
 * state and never on the dispatcher type, and what is needed of a request is copied while it is
 * being served.
 */
@NullMarked
package io.github.requestree.servlet;

import org.jspecify.annotations.NullMarked;
