/**
 * Delivers finished profiles to guarded sinks, within the budget. Internal: only {@code sampling}
 * uses it.
 *
 * <p>{@link io.github.requestree.sampling.delivery.Reporter} takes profiles that are still to be
 * made. It gives them to each {@code GuardedSink} through a {@code BudgetedQueue}, which is a
 * bounded queue with a thread that empties it. {@code FailureWarnings} tells of each kind of
 * failure once.
 */
@NullMarked
package io.github.requestree.sampling.delivery;

import org.jspecify.annotations.NullMarked;
