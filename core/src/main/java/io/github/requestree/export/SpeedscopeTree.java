package io.github.requestree.export;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.TreeWalk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes trees as profiles of speedscope, from left to right. <em>Not</em> thread-safe. */
record SpeedscopeTree(JsonWriter json, FrameTable frames) {
  private static final int MAX_NAME = 200;
  private static final SafeText SAFE = new SafeText(false);

  void write(Profile profile) throws IOException {
    write(profile.name(), List.of(profile.root()));
    Map<String, List<CallNode>> threads = new LinkedHashMap<>();
    for (CallNode root : TreeWalk.lanes(profile.root())) {
      CallNode.Lane lane = root.lane();
      String thread = lane == null ? root.frame().name() : lane.thread();
      threads.computeIfAbsent(thread, key -> new ArrayList<>()).add(root);
    }
    for (Map.Entry<String, List<CallNode>> thread : threads.entrySet()) {
      write("on thread " + thread.getKey(), thread.getValue());
    }
  }

  private void write(String name, List<CallNode> roots) throws IOException {
    begin(json, name, roots.stream().mapToLong(CallNode::totalNanos).sum());
    List<Long> weights = new ArrayList<>();
    for (CallNode root : roots) {
      Deque<Integer> path = new ArrayDeque<>();
      TreeWalk.walk(
          root,
          new TreeWalk.Visitor<IOException>() {
            @Override
            public void enter(CallNode node) throws IOException {
              path.addLast(frames.numberOf(node.frame()));
              if (node.selfNanos() > 0) {
                weights.add(node.selfNanos());
                json.numbers(path);
              }
            }

            @Override
            public void leave(CallNode node) {
              path.removeLast();
            }
          });
    }
    end(json, weights);
  }

  /** Writes all of a profile that stands before its samples. */
  static void begin(JsonWriter json, String name, long endNanos) throws IOException {
    json.beginObject()
        .field("type", "sampled")
        .field("name", name(name))
        .field("unit", "nanoseconds")
        .field("startValue", 0)
        .field("endValue", endNanos)
        .name("samples")
        .beginArray();
  }

  /** Writes the end of a profile, after its samples. */
  static void end(JsonWriter json, List<Long> weights) throws IOException {
    json.endArray().numbers("weights", weights).endObject();
  }

  static String name(String text) {
    return SAFE.of(text, MAX_NAME);
  }
}
