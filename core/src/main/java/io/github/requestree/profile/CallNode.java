package io.github.requestree.profile;

import java.util.ArrayList;
import java.util.EnumMap;
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

  /** A builder of a node for this frame, all its times 0. */
  public static Builder builder(Frame frame) {
    return new Builder(frame);
  }

  /** A builder that starts from this node, children and lanes included. */
  public Builder toBuilder() {
    Builder builder = withoutChildren();
    builder.children.addAll(children);
    builder.lanes.addAll(lanes);
    return builder;
  }

  /**
   * A builder that starts from this node, children and lanes left out. The error is kept, as the
   * time of the children is expected to stay in the node.
   */
  public Builder withoutChildren() {
    Builder builder = builder(frame).line(line).add(this).errorNanos(errorNanos).count(count);
    builder.details.addAll(details);
    return builder.lane(lane);
  }

  /** What this node stands for. */
  public Frame frame() {
    return frame;
  }

  /** The line that took most of this node's time, or 0 if it is not known. */
  public int line() {
    return line;
  }

  /** Time in the frame itself, working or waiting. */
  public long selfNanos() {
    return selfNanos;
  }

  /** CPU time of the frame itself; 0 if it was not measured, see {@link Profile#cpuNanos()}. */
  public long selfCpuNanos() {
    return selfCpuNanos;
  }

  /** Time that the frame itself waited, by what it waited for; part of {@link #selfNanos()}. */
  public Map<WaitKind, Long> selfWaiting() {
    return selfWaiting;
  }

  /** What the own time rests on, for those who merge many trees. */
  public Evidence evidence() {
    return evidence;
  }

  /**
   * One standard error of {@link #totalNanos()}: how far the truth is likely to be from it, because
   * the thread was looked at now and then only. About 19 of 20 times the truth is within twice
   * this. What is {@code [not sampled]} comes on top: it may belong to any node beside it or below.
   *
   * <p>0 for what is known exactly, such as the whole and awaits, and for what events alone say.
   * For what is not sampled it is 0 too, and says nothing. It is an estimate itself, and few walks
   * make a poor one: below some ten {@linkplain #totalWalks() walks} believe the order of magnitude
   * only. What no walk met has no node, and no error.
   */
  public long errorNanos() {
    return errorNanos;
  }

  /** How many equal things this node stands for, such as awaits or folded nodes; usually 1. */
  public int count() {
    return count;
  }

  /** What else is known, each ready to be shown, such as the thread that held a lock. */
  public List<String> details() {
    return details;
  }

  /** The thread of a lane; null unless this node is the root of a lane. */
  public @Nullable Lane lane() {
    return lane;
  }

  /** The thread that this node blocked although it must not be blocked; null if none. */
  public @Nullable Blocks blocks() {
    return blocks;
  }

  /** The nodes called from this one. */
  public List<CallNode> children() {
    return children;
  }

  /** Work that was handed to other threads from here, each the root of its own tree. */
  public List<CallNode> lanes() {
    return lanes;
  }

  /** Time of this node and its children. */
  public long totalNanos() {
    return totalNanos;
  }

  /** CPU time of this node and its children. */
  public long totalCpuNanos() {
    return totalCpuNanos;
  }

  /**
   * How many captured stacks went through this node: what its time rests on, together with {@link
   * #errorNanos()}. A node without walks was proven to stand still, or is no method.
   */
  public long totalWalks() {
    return totalWalks;
  }

  /** Waiting time of this node and its children, by what was waited for. */
  public Map<WaitKind, Long> totalWaiting() {
    return totalWaiting;
  }

  @Override
  public String toString() {
    return frame.className() + "." + frame.name() + " " + totalNanos + " ns";
  }

  /**
   * What the own time of a node rests on. Immutable and thread-safe.
   *
   * @param walks how many captured stacks ended in the frame
   * @param provenNanos the part of the own time during which the CPU clock proved that nothing
   *     moved
   * @param weightNanos the time that these walks stand for in a merged tree: for each, the inverse
   *     of its chance to be taken. Not part of any sum of times
   * @param runningWeightNanos the part of it whose walks found the thread running
   * @param weightSquares the squares of the weights that make it up, added up
   * @param lostWeightNanos of the root of a request or lane: the time that walks stand for whose
   *     stack came only when the thread had left. Nobody knows where that was spent
   */
  public record Evidence(
      long walks,
      long provenNanos,
      long weightNanos,
      long runningWeightNanos,
      double weightSquares,
      long lostWeightNanos) {

    /** Nobody looked. */
    public static final Evidence NONE = of(0, 0);

    /** Walks without weights. */
    public static Evidence of(long walks, long provenNanos) {
      return new Evidence(walks, provenNanos, 0, 0, 0, 0);
    }

    /** Both together. */
    public Evidence plus(Evidence more) {
      return new Evidence(
          walks + more.walks,
          provenNanos + more.provenNanos,
          weightNanos + more.weightNanos,
          runningWeightNanos + more.runningWeightNanos,
          weightSquares + more.weightSquares,
          lostWeightNanos + more.lostWeightNanos);
    }
  }

  /**
   * Where a lane ran. Immutable and thread-safe.
   *
   * @param thread the name of the thread
   * @param cut whether it still ran when its profile ended, so that the rest is missing
   * @param cpuMeasured whether its CPU time was measured
   * @param wallNanos from the hand-off to its end; the time on the thread is that of the node
   * @param lateNanos how long after it was due it began; 0 if that is not known
   */
  public record Lane(
      String thread, boolean cut, boolean cpuMeasured, long wallNanos, long lateNanos) {
    public Lane {
      Objects.requireNonNull(thread, "thread");
    }
  }

  /**
   * A thread that must never block, and how long it was blocked. Immutable and thread-safe.
   *
   * @param thread its name; of several, what their names begin with and {@code *}
   * @param nanos how long
   */
  public record Blocks(String thread, long nanos) {
    public Blocks {
      Objects.requireNonNull(thread, "thread");
    }

    /** Both together. */
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

    /** Sets how long the frame itself waited for this kind of thing. */
    public Builder selfWaiting(WaitKind kind, long nanos) {
      makeWaiting();
      if (nanos != 0) {
        selfWaiting.put(kind, nanos);
      } else {
        selfWaiting.remove(kind);
      }
      return this;
    }

    private void makeWaiting() {
      if (selfWaiting.isEmpty()) {
        selfWaiting = new EnumMap<>(WaitKind.class);
      }
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
     * Adds the node's own times and evidence, not those of its children. Its error is not added,
     * since that is of the time with the children: who takes whole subtrees together adds the
     * squares of the errors of their roots, and of nothing below.
     */
    public Builder add(CallNode node) {
      selfNanos += node.selfNanos;
      selfCpuNanos += node.selfCpuNanos;
      if (!node.selfWaiting.isEmpty()) {
        makeWaiting();
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
