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
    writeSums(json, profile);
    List<List<String>> alarms = ReportHead.eventAlarms(profile);
    json.strings("eventAlarms", alarms.stream().map(some -> String.join("\n", some)).toList());
    writeTree(json, profile);
    writeDifference(json, profile);
    if (before != null) {
      json.name("compared").beginObject();
      writeTree(json, both(before, profile));
      CallNode changes = TreeDifference.of(profile.root(), before.root()).root();
      List<CallNode> nodes = TreeWalk.nodesWithLanes(changes);
      writeNumbers(json, "changes", nodes.stream().map(CallNode::selfNanos).toList());
      json.field("when", when.of(before.startedAt())).endObject();
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
    json.name("rows");
    writeRows(json, rows.rows(), profile);
    json.field("millis", rows.millis()).field("decimals", rows.decimals());
    writeFolded(json, shaped, rows);
  }

  private static void writeSums(JsonWriter json, Profile profile) throws IOException {
    json.name("sums").beginArray();
    for (ReportHead.Sum sum : ReportHead.sums(profile)) {
      json.beginObject()
          .field("name", sum.name())
          .field("count", sum.count())
          .field("nanos", sum.nanos())
          .endObject();
    }
    json.endArray();
  }

  private void writeRows(JsonWriter json, List<ReportRows.Row> rows, Profile profile)
      throws IOException {
    json.beginArray();
    for (ReportRows.Row row : rows) {
      CallNode node = row.node();
      json.beginObject()
          .field("level", row.level())
          .field("kind", node.frame().kind().name())
          .field("name", row.name())
          .field("nanos", node.totalNanos())
          .field("time", row.time())
          .field("application", shaping.isApplication(node.frame()));
      writeMarks(json, row.marks());
      writeEvents(json, row.events(), profile);
      json.endObject();
    }
    json.endArray();
  }

  private static void writeMarks(JsonWriter json, List<ReportRows.Mark> marks) throws IOException {
    if (marks.isEmpty()) {
      return;
    }
    json.name("marks").beginArray();
    for (ReportRows.Mark mark : marks) {
      json.beginObject().field("type", mark.type().name()).field("text", mark.text()).endObject();
    }
    json.endArray();
  }

  private static void writeEvents(JsonWriter json, List<ReportRows.EventRow> rows, Profile profile)
      throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    json.name("events").beginArray();
    for (ReportRows.EventRow row : rows) {
      Profile.Event event = row.event();
      json.beginObject()
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
          .strings("details", row.details())
          .endObject();
    }
    json.endArray();
  }

  /** Each list by the numbers of nodes; a parent's number is that of the node or of a lane's. */
  private static void writeFolded(JsonWriter json, ShapedTree shaped, ReportRows rows)
      throws IOException {
    List<CallNode> nodes = TreeWalk.nodesWithLanes(shaped.folded());
    json.name("folded").beginObject();
    writeNumbers(json, "parents", parents(nodes));
    writeNumbers(json, "rows", shaped.shownOf().stream().map(rows.rowOf()::get).toList());
    json.name("labels").beginObject();
    for (int i = 0; i < nodes.size(); i++) {
      Frame frame = nodes.get(i).frame();
      if (frame.kind() == Frame.Kind.HIDDEN) {
        json.field(Integer.toString(i), frame.name());
      }
    }
    json.endObject();
    writeNumbers(json, "nodes", shaped.foldedOf());
    json.endObject();
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

  private static void writeNumbers(JsonWriter json, String name, List<? extends Number> numbers)
      throws IOException {
    json.name(name).beginArray();
    for (Number number : numbers) {
      json.value(number.longValue());
    }
    json.endArray();
  }

  private void writeDifference(JsonWriter json, Profile profile) throws IOException {
    Profile.Baseline usual = profile.baseline();
    if (usual == null) {
      return;
    }
    TreeDifference difference = TreeDifference.of(profile.root(), usual.root());
    long whole = difference.root().totalNanos();
    CallNode largest = difference.largest(shaping, 0);
    json.name("difference");
    writeRows(json, ReportRows.ofDifference(profile, largest, whole, shaping), profile);
  }
}
