package io.github.requestree.sampling.recording;

import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records the runs of a profile's threads in the order in which they happen. <em>Not</em>
 * thread-safe: only a thread that may write the profile's tree may write this.
 *
 * <p>It is bounded. When it is full, runs that are shorter than some time become part of the next
 * one, and so do later ones. That time doubles until half of the room is free. So long runs keep
 * their place to the end, and each run is touched a few times at most. An hour takes up as much as
 * a minute.
 */
public final class RecordedTimeline {

  public static final int MAX_RUNS = 2_000;

  private static final int FIRST_ROOM = 8;
  private static final long FIRST_LEAST_NANOS = 65_536;
  private static final byte NOT_SAMPLED = -1;
  private static final byte WORKS = 0;
  private static final List<WaitKind> KINDS = List.of(WaitKind.values());

  private final List<Track> tracks = new ArrayList<>(1);

  /** The duration below which a run is not kept by itself. */
  private long leastNanos;

  private int full = MAX_RUNS;
  private int runs;
  private long merged;

  /** Begins the track of one more segment. */
  public Track begin() {
    Track track = new Track();
    tracks.add(track);
    return track;
  }

  /** Returns the number of runs. */
  public int runs() {
    return runs;
  }

  /** Returns the number of runs that became part of one beside them. */
  public long merged() {
    return merged;
  }

  /** Merges until no more than so many runs are left, or one in each track. */
  public void shrinkTo(int most) {
    while (runs > Math.max(most, tracks.size())) {
      leastNanos = Math.max(FIRST_LEAST_NANOS, 2 * leastNanos);
      tracks.forEach(Track::mergeShort);
    }
  }

  /** The runs of one segment, without gaps. */
  public final class Track {
    private RecordedNode[] nodes = new RecordedNode[FIRST_ROOM];
    private long[] nanos = new long[FIRST_ROOM];
    private byte[] what = new byte[FIRST_ROOM];
    private int size;

    private Track() {}

    /** Adds the next time: of a frame itself, with the kind of wait if it waited. */
    void add(RecordedNode node, long forNanos, @Nullable WaitKind waitsFor) {
      add(node, forNanos, waitsFor == null ? WORKS : (byte) (1 + KINDS.indexOf(waitsFor)));
    }

    /** Adds the next time, spent somewhere below this frame. */
    void addNotSampled(RecordedNode node, long forNanos) {
      add(node, forNanos, NOT_SAMPLED);
    }

    private void add(RecordedNode node, long forNanos, byte kind) {
      if (forNanos > 0) {
        append(node, forNanos, kind);
        if (runs >= full) {
          shrinkTo(MAX_RUNS / 2);
          // With more tracks than that there is little to merge, and it is not to be tried each
          // time.
          full = Math.max(MAX_RUNS, 2 * runs);
        }
      }
    }

    private void append(RecordedNode node, long forNanos, byte kind) {
      if (!endsWith(size, node, kind)) {
        mergeLast();
        if (endsWith(size, node, kind)) {
          merged++;
        } else {
          push(node, kind);
        }
      }
      nanos[size - 1] += forNanos;
    }

    private boolean endsWith(int end, RecordedNode node, byte kind) {
      return end > 0 && nodes[end - 1] == node && what[end - 1] == kind;
    }

    private void push(RecordedNode node, byte kind) {
      if (size == nodes.length) {
        nodes = Arrays.copyOf(nodes, 2 * size);
        nanos = Arrays.copyOf(nanos, 2 * size);
        what = Arrays.copyOf(what, 2 * size);
      }
      nodes[size] = node;
      nanos[size] = 0;
      what[size] = kind;
      size++;
      runs++;
    }

    /** Merges the last two if the first of them is short: both are whole by now. */
    private void mergeLast() {
      if (size > 1 && nanos[size - 2] < leastNanos) {
        if (nanos[size - 1] > nanos[size - 2]) {
          nodes[size - 2] = nodes[size - 1];
          what[size - 2] = what[size - 1];
        }
        dropLast();
        if (size > 1 && endsWith(size - 1, nodes[size - 1], what[size - 1])) {
          dropLast();
        }
      }
    }

    /** The last but one gets the time of the last one. */
    private void dropLast() {
      nanos[size - 2] += nanos[size - 1];
      size--;
      runs--;
      merged++;
    }

    /** Adds all that is there once more, now that others are short. */
    private void mergeShort() {
      int before = size;
      size = 0;
      runs -= before;
      for (int i = 0; i < before; i++) {
        // At most as much was written as was read.
        append(nodes[i], nanos[i], what[i]);
      }
      mergeLast();
    }

    public int size() {
      return size;
    }

    public RecordedNode node(int run) {
      return nodes[run];
    }

    public long nanos(int run) {
      return nanos[run];
    }

    public boolean isNotSampled(int run) {
      return what[run] == NOT_SAMPLED;
    }

    public @Nullable WaitKind waitsFor(int run) {
      return what[run] > WORKS ? KINDS.get(what[run] - 1) : null;
    }
  }
}
