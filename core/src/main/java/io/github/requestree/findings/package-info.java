/**
 * What is slow in a profile, in a sentence each.
 *
 * <ul>
 *   <li>{@link io.github.requestree.findings.Findings} asks all rules and puts what they found in
 *       order; a {@link io.github.requestree.findings.Finding} is one sentence with its share.
 *   <li>A {@code Rule} looks for one kind of thing: {@code BlockingRule}, {@code EventRule}, {@code
 *       RemoteCallsRule}, {@code WaitingRule}, {@code WorkRule}, {@code LaneRule}, {@code
 *       UnusualRule}, {@code GarbageCollectionRule} and {@code NotSampledRule}.
 *   <li>What they ask of the tree is in {@code CallTimes}, how they say it in {@code Words}.
 * </ul>
 *
 * Pure functions over a profile: nothing here measures or remembers.
 */
@NullMarked
package io.github.requestree.findings;

import org.jspecify.annotations.NullMarked;
