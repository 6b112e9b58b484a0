package io.github.requestree.profile;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a profile's threads, in the order in which they happened. It has at most 2,000 runs.
 * As long as none had to be merged, the runs on a path add up to the self time of the node there.
 * Immutable and thread-safe.
 *
 * @param tracks one for each stay on a thread and one for each await, by their starts
 * @param mergedRuns the number of runs that did not fit: the shortest, each of which is part of one
 *     beside it. If there are more stays and awaits than runs fit, the shortest of these are
 *     missing and counted here as well
 */
public record Timeline(List<Track> tracks, long mergedRuns) {

  /** The timeline of a profile for which no sink asked for one. */
  public static final Timeline NONE = new Timeline(List.of(), 0);

  public Timeline {
    tracks = List.copyOf(tracks);
  }

  /**
   * One stay of a profile on one thread, or an await. Immutable and thread-safe.
   *
   * @param thread the name of the thread; empty for an await
   * @param lane whether it was handed off, so that its time is no part of the request's own
   * @param runs in order, without gaps and overlaps: they add up to the stay
   */
  public record Track(String thread, boolean lane, List<Run> runs) {
    public Track {
      Objects.requireNonNull(thread, "thread");
      runs = List.copyOf(runs);
    }
  }

  /**
   * A time on one stack. Immutable and thread-safe.
   *
   * @param startNanos the time since the start of the profile; slightly below 0 if two threads
   *     started it at once
   * @param nanos the duration
   * @param stack the path in the call tree below its root, the outermost frame first; empty for the
   *     root itself
   * @param waiting the kind of wait; null if the thread worked, as far as known
   */
  public record Run(long startNanos, long nanos, List<Frame> stack, @Nullable WaitKind waiting) {
    public Run {
      stack = List.copyOf(stack);
    }
  }
}
