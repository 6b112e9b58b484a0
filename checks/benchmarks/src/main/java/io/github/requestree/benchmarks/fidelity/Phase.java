package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.profile.WaitKind;
import org.jspecify.annotations.Nullable;

/**
 * A part of a workload that a method of its own does.
 *
 * @param method the method of the workload's class
 * @param waits what the phase waits for; null if it computes
 */
record Phase(String method, @Nullable WaitKind waits) {}
