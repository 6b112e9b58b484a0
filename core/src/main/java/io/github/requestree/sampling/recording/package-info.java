/**
 * From looks at one thread to a growing tree that adds up. Pure: nothing here asks a clock, a
 * thread or the JVM, or knows of budgets and profiles. Internal: only {@code sampling} uses it.
 *
 * <ul>
 *   <li>{@link io.github.requestree.sampling.recording.StackBase} says which frames of a captured
 *       stack are a segment's, {@code DeepStack} makes deep ones fit, {@link
 *       io.github.requestree.sampling.recording.WaitTable} says what a stack waits for.
 *   <li>{@link io.github.requestree.sampling.recording.Attribution} turns looks into gaps and
 *       standstills, {@link io.github.requestree.sampling.recording.BlockWatch} watches for waits
 *       that must not be.
 *   <li>{@link io.github.requestree.sampling.recording.SegmentTree} charges gaps to nodes: {@code
 *       GapShares} gives some to events, {@code GapSplit} the rest to the stacks at the ends, and
 *       {@code EventNodes} finds the nodes of events.
 *   <li>{@link io.github.requestree.sampling.recording.RecordedNode} and {@link
 *       io.github.requestree.sampling.recording.RecordedTimeline} are what grows, {@link
 *       io.github.requestree.sampling.recording.TreeBuilder} makes the immutable tree of it.
 * </ul>
 */
@NullMarked
package io.github.requestree.sampling.recording;

import org.jspecify.annotations.NullMarked;
