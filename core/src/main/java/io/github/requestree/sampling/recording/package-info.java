/**
 * Turns checks of one thread into a growing tree that adds up. Pure: nothing here asks a clock, a
 * thread or the JVM, or knows of budgets and profiles. Internal: only {@code sampling} uses it.
 *
 * <ul>
 *   <li>{@link io.github.requestree.sampling.recording.StackBase} finds a segment's frames on a
 *       captured stack, {@code DeepStack} makes deep ones fit, {@link
 *       io.github.requestree.sampling.recording.WaitTable} tells the kind of a wait.
 *   <li>{@link io.github.requestree.sampling.recording.Attribution} turns checks into gaps and
 *       standstills, {@link io.github.requestree.sampling.recording.BlockWatch} watches for waits
 *       that must not be.
 *   <li>{@link io.github.requestree.sampling.recording.SegmentTree} charges gaps to nodes: {@code
 *       GapShares} gives some to events, {@code GapSplit} the rest to the stacks at the ends, and
 *       {@code EventNodes} finds the nodes of events.
 *   <li>{@link io.github.requestree.sampling.recording.RecordedNode} and {@link
 *       io.github.requestree.sampling.recording.RecordedTimeline} grow; {@link
 *       io.github.requestree.sampling.recording.TreeBuilder} makes the immutable tree.
 * </ul>
 */
@NullMarked
package io.github.requestree.sampling.recording;

import org.jspecify.annotations.NullMarked;
