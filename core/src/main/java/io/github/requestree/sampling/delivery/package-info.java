/**
 * Finished profiles to guarded sinks, within the budget. Internal: only {@code sampling} uses it.
 *
 * <p>{@link io.github.requestree.sampling.delivery.Reporter} takes profiles that are still to be
 * made, and gives them to each {@code GuardedSink} by way of a {@code BudgetedQueue}: a bounded
 * queue and the thread that empties it. {@code DetachedWarnings} says what goes wrong, each time on
 * a thread of its own.
 */
@NullMarked
package io.github.requestree.sampling.delivery;

import org.jspecify.annotations.NullMarked;
