package io.github.requestree.sampling;

/**
 * The reason for the end of an await, unless it is the next segment or the profile's end.
 * Immutable.
 */
record AwaitReason(long nanos, String how) {}
