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

  /** Writes a part of the text. */
  private interface Part {
    void write() throws IOException;
  }

  void write(CallNode root) throws IOException {
    Deque<Part> todo = new ArrayDeque<>();
    todo.push(() -> write(root, todo));
    while (!todo.isEmpty()) {
      todo.pop().write();
    }
  }

  private void write(CallNode node, Deque<Part> todo) throws IOException {
    begin(node);
    todo.push(json::endObject);
    pushAll("lanes", node.lanes(), todo);
    pushAll("children", node.children(), todo);
  }

  /** Pushes them in reverse order, since it is a stack. */
  private void pushAll(String name, List<CallNode> nodes, Deque<Part> todo) {
    if (!nodes.isEmpty()) {
      todo.push(json::endArray);
      for (int i = nodes.size() - 1; i >= 0; i--) {
        CallNode node = nodes.get(i);
        todo.push(() -> write(node, todo));
      }
      todo.push(() -> json.name(name).beginArray());
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
    if (node.lane() != null) {
      json.object("lane", node.lane(), this::writeLane);
    }
    if (node.blocks() != null) {
      json.object(
          "blocks",
          node.blocks(),
          blocks -> json.field("thread", blocks.thread()).field("nanos", blocks.nanos()));
    }
  }

  private void writeLane(CallNode.Lane lane) throws IOException {
    json.field("thread", lane.thread())
        .field("cut", lane.cut())
        .field("cpuMeasured", lane.cpuMeasured())
        .field("wallNanos", lane.wallNanos())
        .field("lateNanos", lane.lateNanos());
  }
}
