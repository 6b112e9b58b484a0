package io.github.requestree.sampling;

import io.github.requestree.profile.Surroundings;
import io.github.requestree.sampling.recording.Attribution;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what kept busy the threads that receive handed-off work, so that a late hand-off can
 * say what it waited for. Thread-safe: the sampler writes, and the threads that assemble profiles
 * read.
 *
 * <p>Bounded: it keeps the newest stays that were seen for long enough, and the place where each
 * was longest.
 */
final class BusyHistory {

  private static final int MAX = 256;

  /** A stay on a thread. Guarded by the {@link BusyHistory} that has it. */
  static final class Busy {
    private final long threadId;
    private final long startNanos;
    private final ActiveProfile.Subject subject;

    /** As long as it goes on; a profile kept longer would keep its tree. */
    private @Nullable Segment segment;

    private long endNanos;
    private List<StackTraceElement> stack = List.of();
    private long onStackNanos;

    private Busy(Segment segment) {
      this.segment = segment;
      threadId = segment.threadId;
      startNanos = segment.startNanos;
      subject = segment.profile.subject();
    }

    private long endNanos() {
      Segment current = segment;
      return current != null && current.isSettled() ? current.endNanos() : endNanos;
    }
  }

  private final long leastNanos;
  private final Deque<Busy> newest = new ArrayDeque<>();

  /**
   * @param leastNanos shorter stays keep nobody waiting
   */
  BusyHistory(long leastNanos) {
    this.leastNanos = leastNanos;
  }

  /** Notes a stack that a segment was seen on. For the sampler alone. */
  void seen(Segment segment, Attribution attribution, long now) {
    if (now - segment.startNanos < leastNanos) {
      return;
    }
    synchronized (this) {
      Busy busy = segment.busy;
      if (busy == null) {
        busy = new Busy(segment);
        segment.busy = busy;
        newest.addFirst(busy);
        if (newest.size() > MAX) {
          newest.removeLast();
        }
      }
      busy.endNanos = now;
      if (attribution.onThisStackNanos() >= busy.onStackNanos) {
        busy.onStackNanos = attribution.onThisStackNanos();
        busy.stack = attribution.stack();
      }
    }
  }

  /** Notes that a segment has ended. For the sampler alone. */
  void ended(Segment segment) {
    Busy busy = segment.busy;
    if (busy != null) {
      synchronized (this) {
        busy.endNanos = Math.max(busy.endNanos, busy.endNanos());
        busy.segment = null;
      }
    }
  }

  /** Returns the work that kept a thread busy for most of a time; null if that was not profiled. */
  synchronized Surroundings.@Nullable BusyWith during(
      long threadId, long fromNanos, long untilNanos) {
    Busy most = null;
    long mostNanos = 0;
    for (Busy busy : newest) {
      if (busy.threadId == threadId) {
        long nanos = Math.min(busy.endNanos(), untilNanos) - Math.max(busy.startNanos, fromNanos);
        if (nanos > mostNanos) {
          most = busy;
          mostNanos = nanos;
        }
      }
    }
    return most == null
        ? null
        : new Surroundings.BusyWith(UserCode.route(most.subject), most.stack, mostNanos);
  }
}
