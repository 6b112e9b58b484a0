package io.github.requestree.page;

import io.github.requestree.export.JsonWriter;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.shaping.ShapedTree;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.shaping.TreeDifference;
import io.github.requestree.text.ReportHead;
import io.github.requestree.text.ReportRows;
import io.github.requestree.text.TextReport;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of the text report for a page, each with the nodes that it stands for, and the
 * report itself. So the page shapes nothing. Immutable and thread-safe.
 */
record ShownDocument(Shaping shaping, TextReport text, When when) {
  /**
   * @param before the profile that it is compared with; null if none
   */
  void write(Profile profile, @Nullable Profile before, JsonWriter json) throws IOException {
    json.beginObject()
        .field("when", when.of(profile.startedAt()))
        .field("waitingNanos", profile.waitingNanos())
        .strings("alarms", ReportHead.alarms(profile, shaping))
        .strings("notes", ReportHead.notes(profile, shaping));
    json.objects("sums", ReportHead.sums(profile), sum -> writeSum(json, sum));
    List<List<String>> alarms = ReportHead.eventAlarms(profile);
    json.strings("eventAlarms", alarms.stream().map(some -> String.join("\n", some)).toList());
    writeTree(json, profile);
    writeDifference(json, profile);
    if (before != null) {
      json.name("compared").beginObject();
      writeTree(json, both(before, profile));
      CallNode changes = TreeDifference.of(profile.root(), before.root()).root();
      List<CallNode> nodes = TreeWalk.nodesWithLanes(changes);
      json.numbers("changes", nodes.stream().map(CallNode::selfNanos).toList())
          .field("when", when.of(before.startedAt()))
          .endObject();
    }
    json.field("text", before == null ? text.toText(profile) : text.toComparison(before, profile))
        .endObject()
        .finish();
  }

  /** Returns the earlier profile with the tree of both together, whose nodes have changes. */
  static Profile both(Profile before, Profile after) {
    CallNode sum = TreeDifference.sum(after.root(), before.root());
    return before.toBuilder().root(sum).timeline(Timeline.NONE).baseline(null).build();
  }

  private void writeTree(JsonWriter json, Profile profile) throws IOException {
    ShapedTree shaped = shaping.shape(profile.root(), profile.sampling().resolutionNanos());
    ReportRows rows = ReportRows.of(profile, shaped.shown(), shaping);
    json.objects("rows", rows.rows(), row -> writeRow(json, row, profile))
        .field("millis", rows.millis())
        .field("decimals", rows.decimals());
    writeFolded(json, shaped, rows);
  }

  private static void writeSum(JsonWriter json, ReportHead.Sum sum) throws IOException {
    json.field("name", sum.name()).field("count", sum.count()).field("nanos", sum.nanos());
  }

  private void writeRow(JsonWriter json, ReportRows.Row row, Profile profile) throws IOException {
    CallNode node = row.node();
    json.field("level", row.level())
        .field("kind", node.frame().kind().name())
        .field("name", row.name())
        .field("nanos", node.totalNanos())
        .field("time", row.time())
        .field("application", shaping.isApplication(node.frame()));
    if (!row.marks().isEmpty()) {
      json.objects(
          "marks",
          row.marks(),
          mark -> json.field("type", mark.type().name()).field("text", mark.text()));
    }
    if (!row.events().isEmpty()) {
      json.objects("events", row.events(), event -> writeEvent(json, event, profile));
    }
  }

  private static void writeEvent(JsonWriter json, ReportRows.EventRow row, Profile profile)
      throws IOException {
    Profile.Event event = row.event();
    json
        // What stands for several is none of them.
        .field("event", profile.events().indexOf(event))
        .field("kind", row.kind())
        .field("text", row.text())
        .field("nanos", row.nanos())
        .field("time", row.time())
        .field("count", event.count())
        .field("totalNanos", event.totalNanos())
        .field("mean", row.mean())
        .field("max", row.max())
        .strings("alarms", row.alarms())
        .strings("details", row.details());
  }

  /** Each list by the numbers of nodes; a parent's number is that of the node or of a lane's. */
  private static void writeFolded(JsonWriter json, ShapedTree shaped, ReportRows rows)
      throws IOException {
    List<CallNode> nodes = TreeWalk.nodesWithLanes(shaped.folded());
    json.name("folded")
        .beginObject()
        .numbers("parents", parents(nodes))
        .numbers("rows", shaped.shownOf().stream().map(rows.rowOf()::get).toList())
        .name("labels")
        .beginObject();
    for (int i = 0; i < nodes.size(); i++) {
      Frame frame = nodes.get(i).frame();
      if (frame.kind() == Frame.Kind.HIDDEN) {
        json.field(Integer.toString(i), frame.name());
      }
    }
    json.endObject().numbers("nodes", shaped.foldedOf()).endObject();
  }

  private static List<Integer> parents(List<CallNode> nodes) {
    IdentityHashMap<CallNode, Integer> parentOf = new IdentityHashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      Integer parent = i;
      nodes.get(i).children().forEach(child -> parentOf.put(child, parent));
      nodes.get(i).lanes().forEach(lane -> parentOf.put(lane, parent));
    }
    return nodes.stream().map(node -> parentOf.getOrDefault(node, -1)).toList();
  }

  private void writeDifference(JsonWriter json, Profile profile) throws IOException {
    Profile.Baseline usual = profile.baseline();
    if (usual == null) {
      return;
    }
    TreeDifference difference = TreeDifference.of(profile.root(), usual.root());
    long whole = difference.root().totalNanos();
    CallNode largest = difference.largest(shaping, 0);
    json.objects(
        "difference",
        ReportRows.ofDifference(profile, largest, whole, shaping),
        row -> writeRow(json, row, profile));
  }
}
