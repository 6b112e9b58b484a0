package io.github.requestree.sampling;

import java.util.List;

/**
 * What a {@link Profiler} has done so far. Immutable and thread-safe; the counts are read one after
 * the other, so they may differ by what happened meanwhile.
 *
 * @param started profiles started
 * @param finished profiles ended, whatever became of them
 * @param reported profiles made for the sinks
 * @param notWritten what the sinks took and did not write, by their own limits or failures
 * @param belowThreshold profiles that ended faster than what is reported, or did not fail where
 *     only failed ones are
 * @param upgraded requests answered with 101, as those that open a WebSocket: what comes after that
 *     is no part of them, and the profile would only say how long the handshake took
 * @param dropped profiles lost before any sink was given them: the reporter's queue was full, the
 *     profiler was closed, there was no memory left for them. Where there is but one sink, so is
 *     what that has no time for
 * @param refused requests not profiled, because too many profiles were alive
 * @param letGo profiles reported before their end, because they were too old
 * @param stillRunning reports of profiles that had not ended yet; not counted as reported
 * @param openSegments segments open now
 * @param queued profiles that wait to be made now
 * @param ticks rounds of the sampler
 * @param polls checks: looks at a thread's CPU clock
 * @param walks stacks: captures of a thread's stack
 * @param standstills checks that proved that a thread had not run
 * @param samplingFailures checks and rounds of the sampler that failed; the report of the profile
 *     says that the rest is not sampled
 * @param sinkFailures calls in which a sink threw
 * @param ownCpuNanos what the budget was charged, in nanoseconds: the CPU time of sampler, reporter
 *     and sinks, with what their clocks do not see, and that of requests' own threads
 * @param onDemandCpuNanos the same for requests {@linkplain ActiveProfile.Subject#onDemand() on
 *     demand}, which have a budget of their own; no part of {@code ownCpuNanos}
 * @param sinks the same for each sink, in the order in which they were added
 */
public record ProfilerStatistics(
    long started,
    long finished,
    long reported,
    long notWritten,
    long belowThreshold,
    long upgraded,
    long dropped,
    long refused,
    long letGo,
    long stillRunning,
    long openSegments,
    long queued,
    long ticks,
    long polls,
    long walks,
    long standstills,
    long samplingFailures,
    long sinkFailures,
    long ownCpuNanos,
    long onDemandCpuNanos,
    List<Sink> sinks) {

  public ProfilerStatistics {
    sinks = List.copyOf(sinks);
  }

  /**
   * What has become of the profiles that a sink was to be given.
   *
   * @param name what it is called
   * @param delivered profiles that it took
   * @param failures calls in which it threw
   * @param lost profiles that it was not given, since it did not come back in time
   * @param notWritten profiles that it took and did not write, as it says itself
   * @param queued profiles that wait for it now
   */
  public record Sink(
      String name, long delivered, long failures, long lost, long notWritten, long queued) {}
}
