package io.github.requestree.tools.reading;

import com.fasterxml.jackson.core.JsonToken;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.tools.reading.JsonInput.WrongValueException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Reads trees, however deep they are. <em>Not</em> thread-safe. */
record NodeReader(JsonInput json) {

  /** Calls on one thread; the JVM and the engine give up long before. */
  private static final int MAX_DEPTH = 5_000;

  private static final int MAX_DETAILS = 1_000;

  NodeDraft read() throws IOException {
    Deque<NodeDraft> open = new ArrayDeque<>();
    open.push(begin(0));
    while (true) {
      NodeDraft node = open.element();
      JsonToken token = json.next();
      if (node.open == null) {
        if (token == JsonToken.END_OBJECT) {
          finish(node);
          open.pop();
          if (open.isEmpty()) {
            return node;
          }
        } else {
          readField(node, json.name());
        }
      } else if (token == JsonToken.END_ARRAY) {
        node.open = null;
      } else {
        // A lane begins a stack of its own.
        NodeDraft below = begin(node.lanesAreOpen ? 0 : node.depth + 1);
        node.open.add(below);
        open.push(below);
      }
    }
  }

  private NodeDraft begin(int depth) throws IOException {
    json.count();
    if (depth > MAX_DEPTH) {
      throw new WrongValueException("has calls nested deeper than " + MAX_DEPTH);
    }
    if (!json.isObject()) {
      throw json.wrong("a node");
    }
    return new NodeDraft(depth);
  }

  private static void finish(NodeDraft node) throws WrongValueException {
    if (node.frame < 0 || node.totalNanos < 0) {
      throw new WrongValueException("has a node without frame or totalNanos");
    }
  }

  private void readField(NodeDraft node, String name) throws IOException {
    json.next();
    switch (name) {
      case "frame" -> node.frame = json.smallNumber();
      case "line" -> node.line = json.smallNumber();
      case "totalNanos" -> node.totalNanos = json.number();
      case "selfNanos" -> node.selfNanos = json.number();
      case "totalCpuNanos" -> node.totalCpuNanos = json.offset();
      case "selfCpuNanos" -> node.selfCpuNanos = json.offset();
      case "waiting" ->
          json.object(kind -> node.wait(json.constant(WaitKind.class, kind), json.number()));
      case "provenNanos" -> node.provenNanos = json.number();
      case "walks" -> node.walks = json.number();
      case "weightNanos" -> node.weightNanos = json.offset();
      case "runningWeightNanos" -> node.runningWeightNanos = json.offset();
      case "weightSquares" -> node.weightSquares = json.decimal();
      case "lostWeightNanos" -> node.lostWeightNanos = json.offset();
      case "lateNanos" -> node.lateNanos = json.offset();
      case "errorNanos" -> node.errorNanos = json.number();
      case "count" -> node.count = json.smallNumber();
      case "details" -> node.details = details();
      case "lane" -> node.lane = lane();
      case "blocks" -> node.blocks = blocks();
      case "children" -> begin(node, false);
      case "lanes" -> begin(node, true);
      default -> throw json.unknown(name);
    }
  }

  private void begin(NodeDraft node, boolean lanes) throws IOException {
    if (!json.isArray()) {
      throw json.wrong("an array of nodes");
    }
    node.open = lanes ? node.lanes : node.children;
    node.lanesAreOpen = lanes;
  }

  private List<String> details() throws IOException {
    List<String> details = json.list(json::text);
    if (details.size() > MAX_DETAILS) {
      throw new WrongValueException("has more than " + MAX_DETAILS + " details of a node");
    }
    return details;
  }

  private CallNode.Lane lane() throws IOException {
    Fields fields = new Fields(json);
    json.object(
        name -> {
          switch (name) {
            case "thread" -> fields.text(name);
            case "cut", "cpuMeasured" -> fields.flag(name);
            case "wallNanos", "lateNanos" -> fields.number(name);
            default -> throw json.unknown(name);
          }
        });
    return new CallNode.Lane(
        fields.theText("thread"),
        fields.flagOf("cut"),
        fields.flagOf("cpuMeasured"),
        fields.numberOf("wallNanos"),
        fields.numberOf("lateNanos"));
  }

  private CallNode.Blocks blocks() throws IOException {
    Fields fields = new Fields(json);
    json.object(
        name -> {
          switch (name) {
            case "thread" -> fields.text(name);
            case "nanos" -> fields.number(name);
            default -> throw json.unknown(name);
          }
        });
    return new CallNode.Blocks(fields.theText("thread"), fields.numberOf("nanos"));
  }
}
