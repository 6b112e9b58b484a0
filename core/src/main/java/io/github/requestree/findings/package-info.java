/**
 * Finds the reasons why a profile is slow, in a sentence each. Most readers need two types: {@link
 * io.github.requestree.findings.Findings} and {@link io.github.requestree.findings.Finding}.
 *
 * <ul>
 *   <li>{@link io.github.requestree.findings.Findings} asks all rules and orders their results; a
 *       {@link io.github.requestree.findings.Finding} is one sentence with its share.
 *   <li>A {@code Rule} finds one kind of reason: {@code BlockingRule}, {@code EventRule}, {@code
 *       RemoteCallsRule}, {@code WaitingRule}, {@code WorkRule}, {@code LaneRule}, {@code
 *       UnusualRule}, {@code GarbageCollectionRule} and {@code NotSampledRule}.
 *   <li>{@code CallTimes} has the times of the tree, {@code Words} the words of the sentences.
 * </ul>
 *
 * Pure functions over a profile: nothing here measures or remembers.
 */
@NullMarked
package io.github.requestree.findings;

import org.jspecify.annotations.NullMarked;
