package io.github.requestree.sampling;

/** How an await ended, if by something else than the next segment or the end. Immutable. */
record AwaitReason(long nanos, String how) {}
