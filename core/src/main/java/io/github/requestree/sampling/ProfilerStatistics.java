package io.github.requestree.sampling;

import io.github.requestree.profile.ProfileSink;
import java.util.List;
import java.util.function.Supplier;

/**
 * The counts of a {@link Profiler} so far. Immutable and thread-safe. The counts are read one after
 * the other, so they may differ by events in between.
 *
 * @param started profiles started
 * @param finished profiles ended, whether or not they were reported
 * @param reported profiles made for the sinks
 * @param notWritten profiles that the sinks took and did not write, by their own limits or failures
 * @param belowThreshold profiles that ended faster than {@code slowerThan}, or did not fail where
 *     only failed ones are reported
 * @param endedYoung those below the threshold of which nothing is known but their number, since
 *     requests were too many: they ended before the sampler's next scan
 * @param upgraded requests answered with 101, such as those that open a WebSocket. The profile
 *     would only show the handshake, so it is not reported. Where requests are so many that few are
 *     looked at, it is counted as below the threshold
 * @param dropped profiles lost before any sink was given them. The reporter's queue was full, the
 *     profiler was closed, or memory was short. With a single sink this includes profiles that the
 *     sink was too slow to take
 * @param refused requests not profiled, because too many profiles were alive
 * @param letGo profiles reported before their end, because they were too old
 * @param stillRunning reports of profiles that had not ended yet; not counted as reported
 * @param openSegments stays of profiles on threads now
 * @param queued profiles that now wait to be made
 * @param ticks rounds of the sampler
 * @param polls checks: looks at a thread's CPU clock
 * @param walks stacks: captures of a thread's stack
 * @param standstills checks that proved that a thread had not run
 * @param samplingFailures checks and rounds of the sampler that failed; the report of the profile
 *     says that the rest is not sampled
 * @param sinkFailures calls in which a sink or an integration threw
 * @param ownCpuNanos the nanoseconds charged to the budget: the CPU time of sampler, reporter,
 *     sinks and requests' own threads, including an estimate of the part that clocks do not see
 * @param onDemandCpuNanos the same for requests {@linkplain ActiveProfile.Subject#onDemand() on
 *     demand}, which have a budget of their own; no part of {@code ownCpuNanos}
 * @param sinks the counts of each sink, in the order in which they were added
 */
public record ProfilerStatistics(
    long started,
    long finished,
    long reported,
    long notWritten,
    long belowThreshold,
    long endedYoung,
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
    List<ProfileSink.Counts> sinks) {

  public ProfilerStatistics {
    sinks = List.copyOf(sinks);
  }

  /** A sink that watches what its profiler does. */
  public interface Listener {

    /**
     * Takes from where the statistics can be read at any time, by any thread. Called once for each
     * profiler that the sink is added to, before anything else of it.
     */
    void watches(Supplier<ProfilerStatistics> statistics);
  }
}
