package io.github.requestree.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One node of a call tree: a {@link Frame} under one path of callers, with the time spent there.
 * All times are nanoseconds. Immutable and thread-safe.
 *
 * <p>"Self" is time in the frame itself; the totals add the children. {@linkplain #lanes() Lanes}
 * ran beside the frame that handed them off, so their time is part of no total but their own.
 */
public final class CallNode {

  private final Frame frame;
  private final int line;
  private final long selfNanos;
  private final long selfCpuNanos;
  private final Map<WaitKind, Long> selfWaiting;
  private final Evidence evidence;
  private final long errorNanos;
  private final int count;
  private final List<String> details;
  private final @Nullable Lane lane;
  private final @Nullable Blocks blocks;
  private final List<CallNode> children;
  private final List<CallNode> lanes;

  private final long totalNanos;
  private final long totalCpuNanos;
  private final long totalWalks;
  private final Map<WaitKind, Long> totalWaiting;

  private CallNode(Builder builder) {
    frame = builder.frame;
    line = builder.line;
    selfNanos = builder.selfNanos;
    selfCpuNanos = builder.selfCpuNanos;
    selfWaiting = WaitingTimes.copyOf(builder.selfWaiting);
    evidence = builder.evidence;
    errorNanos = builder.errorNanos;
    count = builder.count;
    details = List.copyOf(builder.details);
    lane = builder.lane;
    blocks = builder.blocks;
    children = List.copyOf(builder.children);
    lanes = List.copyOf(builder.lanes);

    long nanos = selfNanos;
    long cpuNanos = selfCpuNanos;
    long walks = evidence.walks;
    for (CallNode child : children) {
      nanos += child.totalNanos;
      cpuNanos += child.totalCpuNanos;
      walks += child.totalWalks;
    }
    totalNanos = nanos;
    totalCpuNanos = cpuNanos;
    totalWalks = walks;
    totalWaiting = WaitingTimes.total(selfWaiting, children);
  }

  /** Returns a builder of a node for this frame, with all times 0. */
  public static Builder builder(Frame frame) {
    return new Builder(frame);
  }

  /** Returns a builder that starts from this node, children and lanes included. */
  public Builder toBuilder() {
    Builder builder = withoutChildren();
    builder.children.addAll(children);
    builder.lanes.addAll(lanes);
    return builder;
  }

  /**
   * Returns a builder that starts from this node, without its children and lanes. The error is
   * kept, since the time of the children is expected to stay in the node.
   */
  public Builder withoutChildren() {
    Builder builder = builder(frame).line(line).add(this).errorNanos(errorNanos).count(count);
    builder.details.addAll(details);
    return builder.lane(lane);
  }

  /** Returns the frame that this node stands for. */
  public Frame frame() {
    return frame;
  }

  /** Returns the line that took most of this node's time, or 0 if it is not known. */
  public int line() {
    return line;
  }

  /** Returns the time in the frame itself, working or waiting, in nanoseconds. */
  public long selfNanos() {
    return selfNanos;
  }

  /** Returns the CPU time of the frame itself; 0 if it was not measured. */
  public long selfCpuNanos() {
    return selfCpuNanos;
  }

  /** Returns the time that the frame itself waited, by kind; part of {@link #selfNanos()}. */
  public Map<WaitKind, Long> selfWaiting() {
    return selfWaiting;
  }

  /** Returns the measurements behind the own time, for code that merges many trees. */
  public Evidence evidence() {
    return evidence;
  }

  /**
   * Returns one standard error of {@link #totalNanos()}, since the thread was checked only now and
   * then. About 19 times in 20 the truth is within twice this. {@code [not sampled]} time comes on
   * top: it may belong to any node beside it or below.
   *
   * <p>It is 0 for exact times, such as the whole and awaits, and for times that come from events
   * alone. For {@code [not sampled]} it is 0 too, and says nothing.
   *
   * <p>The error is an estimate itself, and poor for few stacks: below some ten {@linkplain
   * #totalWalks() stacks}, believe only the order of magnitude. A method that no stack met has no
   * node and no error.
   */
  public long errorNanos() {
    return errorNanos;
  }

  /** Returns the number of equal things, such as awaits, that it stands for; usually 1. */
  public int count() {
    return count;
  }

  /** Returns further facts that are ready to be shown, such as the thread that held a lock. */
  public List<String> details() {
    return details;
  }

  /** Returns the thread of a lane; null unless this node is the root of a lane. */
  public @Nullable Lane lane() {
    return lane;
  }

  /** Returns the thread that this node blocked although it must not be blocked; null if none. */
  public @Nullable Blocks blocks() {
    return blocks;
  }

  /** Returns the nodes called from this one. */
  public List<CallNode> children() {
    return children;
  }

  /** Returns the work that was handed to other threads from here, each the root of its own tree. */
  public List<CallNode> lanes() {
    return lanes;
  }

  /** Returns the time of this node and its children, in nanoseconds. */
  public long totalNanos() {
    return totalNanos;
  }

  /** Returns the CPU time of this node and its children, in nanoseconds. */
  public long totalCpuNanos() {
    return totalCpuNanos;
  }

  /**
   * Returns the number of captured stacks that went through this node. The time rests on them, with
   * the error of {@link #errorNanos()}. A node without stacks was proven to stand still, or is no
   * method.
   */
  public long totalWalks() {
    return totalWalks;
  }

  /** Returns the waiting time of this node and its children, by kind. */
  public Map<WaitKind, Long> totalWaiting() {
    return totalWaiting;
  }

  @Override
  public String toString() {
    return frame.className() + "." + frame.name() + " " + totalNanos + " ns";
  }

  /**
   * The measurements behind the own time of a node. Immutable and thread-safe.
   *
   * @param walks the number of captured stacks that ended in the frame
   * @param provenNanos the part of the own time during which the CPU clock proved that nothing
   *     moved
   * @param weightNanos the time that these stacks stand for in a merged tree: for each, the inverse
   *     of its chance. Below 0 if waits were shorter than that. Not part of any sum of times
   * @param runningWeightNanos the part of it whose stacks found the thread running
   * @param weightSquares the sum of the squares of these weights
   * @param lostWeightNanos for the root of a request or lane: the time of stacks that came only
   *     after the thread had left. It is unknown where that time was spent
   * @param lateNanos for the root of a request or lane: the sum of the delays of all stacks. A late
   *     stack may have found the thread in the next method already
   */
  public record Evidence(
      long walks,
      long provenNanos,
      long weightNanos,
      long runningWeightNanos,
      double weightSquares,
      long lostWeightNanos,
      long lateNanos) {

    /** No stack and no proof. */
    public static final Evidence NONE = of(0, 0);

    /** Returns stacks without weights. */
    public static Evidence of(long walks, long provenNanos) {
      return new Evidence(walks, provenNanos, 0, 0, 0, 0, 0);
    }

    /** Returns the sum of both. */
    public Evidence plus(Evidence more) {
      return new Evidence(
          walks + more.walks,
          provenNanos + more.provenNanos,
          weightNanos + more.weightNanos,
          runningWeightNanos + more.runningWeightNanos,
          weightSquares + more.weightSquares,
          lostWeightNanos + more.lostWeightNanos,
          lateNanos + more.lateNanos);
    }
  }

  /**
   * The thread of a lane and the time it took. Immutable and thread-safe.
   *
   * @param thread the name of the thread
   * @param cut whether it still ran when its profile ended, so that the rest is missing
   * @param cpuMeasured whether its CPU time was measured
   * @param wallNanos the time from the hand-off to its end; the time on the thread is that of the
   *     node
   * @param lateNanos the time between the moment it was due and its beginning; 0 if that is not
   *     known
   */
  public record Lane(
      String thread, boolean cut, boolean cpuMeasured, long wallNanos, long lateNanos) {
    public Lane {
      Objects.requireNonNull(thread, "thread");
    }
  }

  /**
   * A thread that must never block, and the time that it was blocked. Immutable and thread-safe.
   *
   * @param thread its name; for several threads, the start of all their names and {@code *}
   * @param nanos the blocked time
   */
  public record Blocks(String thread, long nanos) {
    public Blocks {
      Objects.requireNonNull(thread, "thread");
    }

    /** Returns the sum of both. */
    public Blocks plus(Blocks other) {
      return new Blocks(SafeText.commonStart(thread, other.thread), nanos + other.nanos);
    }
  }

  /** Makes a {@link CallNode}. <em>Not</em> thread-safe. */
  public static final class Builder {
    private final Frame frame;
    private int line;
    private long selfNanos;
    private long selfCpuNanos;
    private Map<WaitKind, Long> selfWaiting = Map.of();
    private Evidence evidence = Evidence.NONE;
    private long errorNanos;
    private int count = 1;
    private final List<String> details = new ArrayList<>();
    private @Nullable Lane lane;
    private @Nullable Blocks blocks;
    private final List<CallNode> children = new ArrayList<>();
    private final List<CallNode> lanes = new ArrayList<>();

    private Builder(Frame frame) {
      this.frame = Objects.requireNonNull(frame, "frame");
    }

    public Builder line(int value) {
      line = value;
      return this;
    }

    public Builder selfNanos(long value) {
      selfNanos = value;
      return this;
    }

    public Builder selfCpuNanos(long value) {
      selfCpuNanos = value;
      return this;
    }

    /** Sets the time that the frame itself waited for this kind of thing. */
    public Builder selfWaiting(WaitKind kind, long nanos) {
      selfWaiting = WaitingTimes.writable(selfWaiting);
      if (nanos != 0) {
        selfWaiting.put(kind, nanos);
      } else {
        selfWaiting.remove(kind);
      }
      return this;
    }

    public Builder evidence(Evidence value) {
      evidence = Objects.requireNonNull(value, "evidence");
      return this;
    }

    /** Sets the standard error of the time of this node and its children. */
    public Builder errorNanos(long value) {
      errorNanos = value;
      return this;
    }

    public Builder count(int value) {
      count = value;
      return this;
    }

    /** Adds a detail that is not there yet. */
    public Builder detail(String detail) {
      if (!details.contains(detail)) {
        details.add(detail);
      }
      return this;
    }

    public Builder lane(@Nullable Lane value) {
      lane = value;
      return this;
    }

    /** Adds that it blocked a thread that must not be blocked. */
    public Builder addBlocks(@Nullable Blocks more) {
      if (more != null) {
        blocks = blocks == null ? more : blocks.plus(more);
      }
      return this;
    }

    public Builder addChild(CallNode node) {
      children.add(node);
      return this;
    }

    public Builder children(List<CallNode> nodes) {
      children.clear();
      children.addAll(nodes);
      return this;
    }

    public Builder addLane(CallNode laneRoot) {
      lanes.add(laneRoot);
      return this;
    }

    public Builder lanes(List<CallNode> laneRoots) {
      lanes.clear();
      lanes.addAll(laneRoots);
      return this;
    }

    /**
     * Adds the node's own times and evidence, not those of its children. The error is not added,
     * since it belongs to the time with the children. To add whole subtrees, add the squares of the
     * errors of their roots alone.
     */
    public Builder add(CallNode node) {
      selfNanos += node.selfNanos;
      selfCpuNanos += node.selfCpuNanos;
      if (!node.selfWaiting.isEmpty()) {
        selfWaiting = WaitingTimes.writable(selfWaiting);
        WaitingTimes.add(node.selfWaiting, selfWaiting);
      }
      evidence = evidence.plus(node.evidence);
      return addBlocks(node.blocks);
    }

    public CallNode build() {
      return new CallNode(this);
    }
  }
}
