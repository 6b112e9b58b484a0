package io.github.requestree.sampling.delivery;

/** The counts of a sink so far; see {@code ProfilerStatistics.Sink}. Immutable. */
public record SinkTotals(
    String name, long delivered, long failures, long lost, long notWritten, long queued) {}
