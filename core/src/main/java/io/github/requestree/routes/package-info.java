/**
 * Merges many profiles into one per route. Most readers need one type: {@link
 * io.github.requestree.routes.RouteTotals}, which stands in front of a sink.
 *
 * <ul>
 *   <li>{@link io.github.requestree.routes.RouteTotals} keeps a {@code RouteWindow} of a {@code
 *       RouteSummary} per {@code RouteKey}.
 *   <li>A {@code RouteTally} counts each request where it ends. {@code RouteHistory} keeps the
 *       figures of all windows, {@code WorstProfiles} the longest single profiles.
 *   <li>{@code RouteBaselines} keeps a {@code RouteBaseline} for each route, so that an unusual
 *       profile can be compared with it.
 *   <li>{@code TreeMerger} adds each single tree to a {@code MergedTree} of {@code MergedNode}s,
 *       within a {@code NodeBudget}; {@code AwaitsAndLanes} holds a place's awaits and lanes.
 *   <li>{@code TreeEstimate} turns a merged tree into call nodes whose times add up exactly, {@code
 *       ScaledTree} into those of more or fewer requests.
 *   <li>{@code Durations} gives the percentiles; {@code ExactSplit}, {@code MergedWaiting}, {@code
 *       FoldedName} and {@code TextTally} are the small tools.
 * </ul>
 *
 * Except for counting, everything belongs to one thread at a time, the reporter's.
 */
@NullMarked
package io.github.requestree.routes;

import org.jspecify.annotations.NullMarked;
