package io.github.requestree.export;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.WaitKind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Writes a tree as nested objects, however deep it is. <em>Not</em> thread-safe. */
record JsonTree(JsonWriter json, FrameTable frames) {

  /** The text that follows once the entry above it in the stack is written. */
  private enum Mark {
    CHILDREN,
    LANES,
    END_OF_LIST,
    END_OF_NODE
  }

  void write(CallNode root) throws IOException {
    Deque<Object> todo = new ArrayDeque<>();
    todo.push(root);
    while (!todo.isEmpty()) {
      Object next = todo.pop();
      if (next instanceof CallNode node) {
        begin(node);
        todo.push(Mark.END_OF_NODE);
        pushAll(todo, Mark.LANES, node.lanes());
        pushAll(todo, Mark.CHILDREN, node.children());
      } else {
        write((Mark) next);
      }
    }
  }

  /** Pushes them in reverse order, since it is a stack. */
  private static void pushAll(Deque<Object> todo, Mark mark, List<CallNode> nodes) {
    if (!nodes.isEmpty()) {
      todo.push(Mark.END_OF_LIST);
      for (int i = nodes.size() - 1; i >= 0; i--) {
        todo.push(nodes.get(i));
      }
      todo.push(mark);
    }
  }

  private void write(Mark mark) throws IOException {
    switch (mark) {
      case CHILDREN -> json.name("children").beginArray();
      case LANES -> json.name("lanes").beginArray();
      case END_OF_LIST -> json.endArray();
      case END_OF_NODE -> json.endObject();
    }
  }

  private void begin(CallNode node) throws IOException {
    json.beginObject()
        .field("frame", frames.numberOf(node.frame()))
        .fieldUnlessZero("line", node.line())
        .field("totalNanos", node.totalNanos())
        .fieldUnlessZero("selfNanos", node.selfNanos())
        .fieldUnlessZero("totalCpuNanos", node.totalCpuNanos())
        .fieldUnlessZero("selfCpuNanos", node.selfCpuNanos());
    if (!node.selfWaiting().isEmpty()) {
      json.name("waiting").beginObject();
      for (Map.Entry<WaitKind, Long> waiting : node.selfWaiting().entrySet()) {
        json.field(waiting.getKey().name(), waiting.getValue());
      }
      json.endObject();
    }
    CallNode.Evidence evidence = node.evidence();
    json.fieldUnlessZero("provenNanos", evidence.provenNanos())
        .fieldUnlessZero("walks", node.totalWalks())
        .fieldUnlessZero("weightNanos", evidence.weightNanos())
        .fieldUnlessZero("runningWeightNanos", evidence.runningWeightNanos())
        .fieldUnlessZero("weightSquares", evidence.weightSquares())
        .fieldUnlessZero("lostWeightNanos", evidence.lostWeightNanos())
        .fieldUnlessZero("lateNanos", evidence.lateNanos())
        .fieldUnlessZero("errorNanos", node.errorNanos())
        .fieldUnlessZero("count", node.count());
    if (!node.details().isEmpty()) {
      json.strings("details", node.details());
    }
    CallNode.Lane lane = node.lane();
    if (lane != null) {
      json.name("lane")
          .beginObject()
          .field("thread", lane.thread())
          .field("cut", lane.cut())
          .field("cpuMeasured", lane.cpuMeasured())
          .field("wallNanos", lane.wallNanos())
          .field("lateNanos", lane.lateNanos())
          .endObject();
    }
    CallNode.Blocks blocks = node.blocks();
    if (blocks != null) {
      json.name("blocks")
          .beginObject()
          .field("thread", blocks.thread())
          .field("nanos", blocks.nanos())
          .endObject();
    }
  }
}
