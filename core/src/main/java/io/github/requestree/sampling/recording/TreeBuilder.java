package io.github.requestree.sampling.recording;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import java.util.List;
import java.util.function.Function;

/**
 * Turns the recorded tree into the immutable one. Stateless apart from its parameters.
 *
 * @param lanes gives the lanes that were handed off in a node
 */
public record TreeBuilder(Function<RecordedNode, List<CallNode>> lanes) {

  /**
   * Returns the node and all below it; the tree is at most as deep as {@link TreeSize#MAX_DEPTH}.
   */
  public CallNode.Builder build(RecordedNode node, Frame frame) {
    CallNode.Builder builder =
        CallNode.builder(frame)
            .line(node.lines.heaviest())
            .selfNanos(node.selfNanos)
            .selfCpuNanos(node.selfCpuNanos)
            .evidence(
                new CallNode.Evidence(
                    node.walks,
                    node.provenNanos,
                    node.weightNanos,
                    node.runningWeightNanos,
                    node.weightSquares,
                    node.lostWeightNanos,
                    node.lateNanos))
            .errorNanos(Math.round(Math.sqrt(node.errorSquares)));
    if (node.waiting != null) {
      node.waiting.forEach((kind, nanos) -> builder.selfWaiting(kind, nanos[0]));
    }
    if (node.lockHolders != null) {
      node.lockHolders.forEach(holder -> builder.detail(holder.text()));
    }
    builder.addBlocks(node.blocks);
    for (RecordedNode child = node.firstChild; child != null; child = child.nextSibling) {
      builder.addChild(build(child, child.frame()).build());
    }
    if (node.notSampledNanos > 0) {
      addNotSampled(builder, node.notSampledNanos, node.notSampledCpuNanos);
    } else {
      // The clocks are not read in one instant: CPU time can be left where no wall time is.
      builder.selfCpuNanos(node.selfCpuNanos + node.notSampledCpuNanos);
    }
    lanes.apply(node).forEach(builder::addLane);
    return builder;
  }

  /** Adds time for which the running methods are unknown, if there is any. */
  public static void addNotSampled(CallNode.Builder builder, long nanos, long cpuNanos) {
    if (nanos > 0) {
      builder.addChild(
          CallNode.builder(Frame.NOT_SAMPLED).selfNanos(nanos).selfCpuNanos(cpuNanos).build());
    }
  }
}
