package io.github.requestree.routes;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.WaitKind;
import java.util.EnumMap;
import java.util.Map;

/** Time of requests that were on no thread, from many trees. Known exactly, so only summed. */
final class MergedWait {

  private final Frame.Kind kind;
  private final FoldedName label;
  private final Map<WaitKind, Long> waiting = new EnumMap<>(WaitKind.class);
  private final TextTally details = new TextTally();
  private long nanos;
  private long cpuNanos;
  private long provenNanos;
  private long count;

  MergedWait(Frame frame) {
    kind = frame.kind();
    label = new FoldedName(frame.name());
  }

  /** Adds a wait under this wait's label. */
  void add(CallNode wait) {
    label.add(wait.frame().name());
    addTimes(wait);
    details.addAll(wait.details());
  }

  /** Adds a wait whose own label found no room. */
  void addTimes(CallNode wait) {
    nanos += wait.totalNanos();
    cpuNanos += wait.totalCpuNanos();
    provenNanos += MergedNode.provenNanosOf(wait);
    wait.totalWaiting().forEach((kind, time) -> waiting.merge(kind, time, Long::sum));
    count += wait.count();
  }

  CallNode toCallNode() {
    CallNode.Builder builder =
        CallNode.builder(Frame.of(kind, label.toString()))
            .selfNanos(nanos)
            .selfCpuNanos(cpuNanos)
            .evidence(CallNode.Evidence.of(0, provenNanos))
            .count((int) Math.min(count, Integer.MAX_VALUE));
    waiting.forEach(builder::selfWaiting);
    details.texts().forEach(builder::detail);
    return builder.build();
  }
}
