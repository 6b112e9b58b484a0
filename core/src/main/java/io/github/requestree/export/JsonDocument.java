package io.github.requestree.export;

import io.github.requestree.findings.Finding;
import io.github.requestree.findings.Findings;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.DisplayName;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.GeneratedName;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.shaping.Shaping;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes the parts of a {@link JsonReport}. <em>Not</em> thread-safe. */
final class JsonDocument {
  private final JsonWriter json;
  private final Shaping shaping;
  private final FrameTable frames = new FrameTable();
  private final JsonTree tree;

  JsonDocument(JsonWriter json, Shaping shaping) {
    this.json = json;
    this.shaping = shaping;
    tree = new JsonTree(json, frames);
  }

  void write(Profile profile) throws IOException {
    numberFrames(profile);
    json.beginObject()
        .field("format", "requestree")
        .field("version", JsonReport.VERSION)
        .field("id", profile.id())
        .field("name", profile.name())
        .field("startedAt", profile.startedAt().toString())
        .field("durationNanos", profile.durationNanos())
        .field("overlapNanos", profile.overlapNanos());
    optional("cpuNanos", profile.cpuNanos());
    optional("allocatedBytes", profile.allocatedBytes());
    json.field("thread", profile.thread()).field("stillRunning", profile.stillRunning());
    if (!profile.tags().isEmpty()) {
      json.texts("tags", profile.tags());
    }
    writeRequest(profile.request());
    writeTotals(profile.totals());
    writeSampling(profile.sampling());
    writeSurroundings(profile.surroundings());
    writeBaseline(profile.baseline());
    json.strings("notes", profile.notes());
    writeFrames();
    json.name("root");
    tree.write(profile.root());
    writeTimeline(profile.timeline());
    writeEvents(profile.events());
    writeFindings(profile);
    json.endObject();
  }

  /** Numbers all frames first, since their table stands before the trees. */
  private void numberFrames(Profile profile) {
    frames.addTree(profile.root());
    if (profile.baseline() != null) {
      frames.addTree(profile.baseline().root());
    }
    for (Timeline.Track track : profile.timeline().tracks()) {
      for (Timeline.Run run : track.runs()) {
        run.stack().forEach(frames::numberOf);
      }
    }
  }

  private void optional(String name, OptionalLong value) throws IOException {
    if (value.isPresent()) {
      json.field(name, value.getAsLong());
    } else {
      nothing(name);
    }
  }

  private void unlessUnknown(String name, int value) throws IOException {
    optional(name, value <= 0 ? OptionalLong.empty() : OptionalLong.of(value));
  }

  private void nothing(String name) throws IOException {
    json.field(name, null);
  }

  private void writeRequest(Profile.@Nullable Request request) throws IOException {
    if (request == null) {
      nothing("request");
      return;
    }
    json.name("request")
        .beginObject()
        .field("method", request.method())
        .field("path", request.path())
        .field("route", request.route());
    unlessUnknown("status", request.status());
    json.field("failure", request.failure()).field("handler", request.handler()).endObject();
  }

  private void writeTotals(Profile.@Nullable Totals totals) throws IOException {
    if (totals == null) {
      nothing("totals");
      return;
    }
    json.name("totals")
        .beginObject()
        .field("count", totals.count())
        .field("errors", totals.errors())
        .field("meanNanos", totals.meanNanos())
        .field("p50Nanos", totals.p50Nanos())
        .field("p90Nanos", totals.p90Nanos())
        .field("p95Nanos", totals.p95Nanos())
        .field("p99Nanos", totals.p99Nanos())
        .field("maxNanos", totals.maxNanos())
        .field("percentilesExact", totals.percentilesExact())
        .field("sampleSize", totals.sampleSize())
        .name("worst")
        .beginArray();
    for (Profile worst : totals.worst()) {
      json.beginObject()
          .field("id", worst.id())
          .field("name", worst.name())
          .field("path", worst.request() == null ? null : worst.request().path())
          .field("durationNanos", worst.durationNanos())
          .endObject();
    }
    json.endArray().endObject();
  }

  private void writeSampling(Profile.Sampling sampling) throws IOException {
    json.name("sampling")
        .beginObject()
        .field("walks", sampling.walks())
        .field("polls", sampling.polls())
        .field("resolutionNanos", sampling.resolutionNanos())
        .field("ownCostNanos", sampling.ownCostNanos())
        .field("unclockedNanos", sampling.unclockedNanos())
        .endObject();
  }

  private void writeSurroundings(Surroundings around) throws IOException {
    json.name("surroundings").beginObject();
    unlessUnknown("inFlightAtStart", around.inFlightAtStart());
    unlessUnknown("inFlightAtMost", around.inFlightAtMost());
    optional("queuedNanos", around.queuedNanos());
    json.name("lateStarts").beginArray();
    for (Surroundings.LateStart late : around.lateStarts()) {
      json.beginObject().field("thread", late.thread()).field("lateNanos", late.lateNanos());
      writeBusyWith(late.busyWith());
      json.endObject();
    }
    json.endArray();
    Surroundings.Trace trace = around.trace();
    if (trace == null) {
      nothing("trace");
    } else {
      json.name("trace")
          .beginObject()
          .field("traceId", trace.traceId())
          .field("spanId", trace.spanId())
          .endObject();
    }
    Surroundings.Pauses pauses = around.gcPauses();
    if (pauses == null) {
      nothing("gcPauses");
    } else {
      json.name("gcPauses")
          .beginObject()
          .field("count", pauses.count())
          .field("nanos", pauses.nanos())
          .endObject();
    }
    json.endObject();
  }

  private void writeBusyWith(Surroundings.@Nullable BusyWith busy) throws IOException {
    if (busy == null) {
      nothing("busyWith");
      return;
    }
    json.name("busyWith").beginObject().field("route", busy.route()).name("stack").beginArray();
    for (StackTraceElement call : busy.stack()) {
      writeCall(call);
    }
    json.endArray().field("nanos", busy.nanos()).endObject();
  }

  private void writeCall(StackTraceElement call) throws IOException {
    json.beginObject()
        .field("className", GeneratedName.ofClass(call.getClassName()))
        .field("method", call.getMethodName())
        .field("file", call.getFileName());
    unlessUnknown("line", call.getLineNumber());
    json.endObject();
  }

  private void writeBaseline(Profile.@Nullable Baseline usual) throws IOException {
    if (usual == null) {
      nothing("usual");
      return;
    }
    json.name("usual")
        .beginObject()
        .field("count", usual.count())
        .field("medianNanos", usual.medianNanos())
        .field("meanNanos", usual.medianNanos())
        .name("root");
    tree.write(usual.root());
    json.endObject();
  }

  private void writeFrames() throws IOException {
    json.name("frames").beginArray();
    for (Frame frame : frames.frames()) {
      String library = shaping.library(frame);
      json.beginObject()
          .field("kind", frame.kind().name())
          .field("className", frame.className())
          .field("name", frame.name())
          .field("label", DisplayName.of(frame))
          .field("file", frame.fileName())
          .field("library", library != null);
      if (library != null) {
        json.field("libraryName", library);
      }
      String role = shaping.role(frame);
      if (role != null) {
        json.field("role", role);
      }
      json.endObject();
    }
    json.endArray();
  }

  private void writeTimeline(Timeline timeline) throws IOException {
    json.name("timeline").beginObject().name("tracks").beginArray();
    for (Timeline.Track track : timeline.tracks()) {
      json.beginObject().field("thread", track.thread()).field("lane", track.lane());
      json.name("runs").beginArray();
      for (Timeline.Run run : track.runs()) {
        writeRun(run);
      }
      json.endArray().endObject();
    }
    json.endArray().field("mergedRuns", timeline.mergedRuns()).endObject();
  }

  private void writeRun(Timeline.Run run) throws IOException {
    json.beginObject().field("startNanos", run.startNanos()).field("nanos", run.nanos());
    json.name("stack").beginArray();
    for (Frame frame : run.stack()) {
      json.value(frames.numberOf(frame));
    }
    WaitKind waiting = run.waiting();
    json.endArray().field("waiting", waiting == null ? null : waiting.name()).endObject();
  }

  private void writeFindings(Profile profile) throws IOException {
    IdentityHashMap<CallNode, Integer> numbers = new IdentityHashMap<>();
    TreeWalk.nodesWithLanes(profile.root()).forEach(node -> numbers.put(node, numbers.size()));
    json.name("findings").beginArray();
    for (Finding finding : Findings.of(profile, shaping)) {
      json.beginObject()
          .field("kind", finding.kind().name())
          .field("sentence", finding.sentence())
          .field("nanos", finding.nanos());
      Integer node = finding.node() == null ? null : numbers.get(finding.node());
      if (node != null) {
        json.field("node", node);
      }
      if (finding.event() != null) {
        json.field("event", profile.events().indexOf(finding.event()));
      }
      json.endObject();
    }
    json.endArray();
  }

  private void writeEvents(List<Profile.Event> events) throws IOException {
    json.name("events").beginArray();
    for (Profile.Event event : events) {
      json.beginObject().field("kind", event.kind()).field("text", event.text()).name("place");
      StackTraceElement place = event.place();
      if (place == null) {
        json.value((String) null);
      } else {
        writeCall(place);
      }
      json.field("count", event.count())
          .field("failures", event.failures())
          .field("totalNanos", event.totalNanos())
          .field("maxNanos", event.maxNanos())
          .field("longestRun", event.longestRun())
          .texts("attributes", event.attributes())
          .endObject();
    }
    json.endArray();
  }
}
