package io.github.requestree.sampling.recording;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node of a call tree while it grows. <em>Not</em> thread-safe: only the sampler writes it while
 * its profile runs, only the reporter afterwards.
 */
public final class RecordedNode {

  private static final int MAX_LOCK_HOLDERS = 3;
  private static final StackTraceElement UNKNOWN_PLACE = new StackTraceElement("", "", null, -1);

  final @Nullable RecordedNode parent;
  final String className;
  final String methodName;
  final @Nullable String fileName;
  final LineTimes lines = new LineTimes();

  @Nullable RecordedNode firstChild;
  @Nullable RecordedNode nextSibling;

  long selfNanos;
  long selfCpuNanos;
  long provenNanos;
  int walks;
  long weightNanos;
  double weightSquares;
  double errorSquares;
  long runningWeightNanos;
  long lostWeightNanos;
  long lateNanos;
  long notSampledNanos;
  long notSampledCpuNanos;
  @Nullable Map<WaitKind, long[]> waiting;
  CallNode.@Nullable Blocks blocks;
  @Nullable List<LockHolder> lockHolders;
  private @Nullable Frame frame;

  RecordedNode(
      @Nullable RecordedNode parent,
      String className,
      String methodName,
      @Nullable String fileName) {
    this.parent = parent;
    this.className = className;
    this.methodName = methodName;
    this.fileName = fileName;
  }

  public static RecordedNode root() {
    return new RecordedNode(null, "", "", null);
  }

  boolean is(StackTraceElement frame) {
    return methodName.equals(frame.getMethodName()) && className.equals(frame.getClassName());
  }

  /** Returns whether it stands for places of hand-offs that were not captured. */
  boolean isUnknownPlace() {
    return is(UNKNOWN_PLACE);
  }

  /**
   * Returns the frame it stands for, unless it is a root; the same object each time, so that its
   * users share it.
   */
  public Frame frame() {
    if (frame == null) {
      if (!className.isEmpty()) {
        frame = Frame.method(className, methodName, fileName);
      } else {
        frame = isUnknownPlace() ? Frame.PLACE_NOT_SAMPLED : Frame.OUTER_FRAMES_CUT;
      }
    }
    return frame;
  }

  /** Returns the child for this frame, or null if there is none yet. */
  @Nullable RecordedNode child(StackTraceElement frame) {
    for (RecordedNode node = firstChild; node != null; node = node.nextSibling) {
      if (node.is(frame)) {
        return node;
      }
    }
    return null;
  }

  RecordedNode addChild(StackTraceElement frame) {
    RecordedNode node =
        new RecordedNode(this, frame.getClassName(), frame.getMethodName(), frame.getFileName());
    node.nextSibling = firstChild;
    firstChild = node;
    return node;
  }

  /**
   * Adds time of the frame itself. If a kind of waiting is given, the time beyond the CPU time is
   * waiting.
   */
  void charge(long nanos, long cpuNanos, @Nullable WaitKind kind) {
    selfNanos += nanos;
    selfCpuNanos += cpuNanos;
    if (kind != null) {
      wait(kind, nanos - cpuNanos);
    }
  }

  /** Adds time during which nothing moved. */
  void chargeProven(long nanos, WaitKind kind) {
    selfNanos += nanos;
    provenNanos += nanos;
    wait(kind, nanos);
  }

  private void wait(WaitKind kind, long nanos) {
    if (waiting == null) {
      waiting = new EnumMap<>(WaitKind.class);
    }
    waiting.computeIfAbsent(kind, key -> new long[1])[0] += nanos;
  }

  /** Adds time somewhere below this frame. */
  public void chargeNotSampled(long nanos, long cpuNanos) {
    notSampledNanos += nanos;
    notSampledCpuNanos += cpuNanos;
  }

  void walked(long weight, boolean running) {
    walks++;
    weightSquares += (double) weight * weight;
    weighed(weight, running);
  }

  /** Corrects the weight by so much. */
  void weighed(long weight, boolean running) {
    weightNanos += weight;
    if (running) {
      runningWeightNanos += weight;
    }
  }

  void heldBy(LockHolder holder) {
    if (lockHolders == null) {
      lockHolders = new ArrayList<>(1);
    }
    if (lockHolders.size() < MAX_LOCK_HOLDERS && !lockHolders.contains(holder)) {
      lockHolders.add(holder);
    }
  }

  /** Adds that it blocked a thread that must not be blocked. */
  void blocks(String threadName, long nanos) {
    CallNode.Blocks more = new CallNode.Blocks(threadName, nanos);
    blocks = blocks == null ? more : blocks.plus(more);
  }

  /** Adds the weight of a stack that came too late. */
  public void lost(long weight) {
    lostWeightNanos += weight;
  }

  /** Adds the delay of a stack somewhere in this tree. */
  public void late(long nanos) {
    lateNanos += nanos;
  }

  /** Returns the child that stands for places of hand-offs that were not captured. */
  public RecordedNode unknownPlace() {
    RecordedNode known = child(UNKNOWN_PLACE);
    return known == null ? addChild(UNKNOWN_PLACE) : known;
  }

  /** Returns the frames from the outermost to this one. */
  public List<Frame> stack() {
    List<Frame> frames = new ArrayList<>();
    RecordedNode at = this;
    for (RecordedNode caller = at.parent; caller != null; caller = at.parent) {
      frames.add(at.frame());
      at = caller;
    }
    Collections.reverse(frames);
    return frames;
  }
}
