package io.github.requestree.sampling;

/**
 * What a {@link Profiler} has done so far. Immutable and thread-safe; the counts are read one after
 * the other, so they may differ by what happened meanwhile.
 *
 * @param started profiles started
 * @param finished profiles ended, whatever became of them
 * @param reported profiles delivered to the sinks
 * @param belowThreshold profiles that ended faster than what is reported, or did not fail where
 *     only failed ones are
 * @param dropped profiles lost: the reporter's queue was full, the profiler was closed
 * @param refused requests not profiled, because too many profiles were alive
 * @param letGo profiles reported before their end, because they were too old
 * @param stillRunning reports of profiles that had not ended yet; not counted as reported
 * @param openSegments segments open now
 * @param ticks rounds of the sampler
 * @param polls looks at a thread's CPU clock
 * @param walks captured stacks
 * @param standstills polls that proved that a thread had not run
 * @param sinkFailures profiles that a sink failed to take
 * @param ownCpuNanos what the budget was charged, in nanoseconds: the CPU time of sampler and
 *     reporter, with what their clocks do not see, and that of requests' own threads
 */
public record ProfilerStatistics(
    long started,
    long finished,
    long reported,
    long belowThreshold,
    long dropped,
    long refused,
    long letGo,
    long stillRunning,
    long openSegments,
    long ticks,
    long polls,
    long walks,
    long standstills,
    long sinkFailures,
    long ownCpuNanos) {}
