/**
 * Pushes profiles to Grafana Pyroscope, or to what takes its {@code push.v1}, such as Grafana
 * Alloy. The artifact is {@code io.github.requestree:requestree-pyroscope} and brings nothing else:
 * {@link io.github.requestree.pyroscope.PyroscopeSink} is a sink like any other.
 *
 * <ul>
 *   <li>{@code ServerAddress}: where to, and with which headers
 *   <li>{@code SeriesLabels}: the labels of a series, of a bounded number of routes
 *   <li>{@code SmallerTree}, {@code PushBody}: one profile within the server's limits, as a body
 *   <li>{@code PushQueue}: what waits to be pushed, bounded
 *   <li>{@code Pusher}: when to push, when to try again, when to give up
 *   <li>{@code HttpSender}: one push
 * </ul>
 */
@NullMarked
package io.github.requestree.pyroscope;

import org.jspecify.annotations.NullMarked;
