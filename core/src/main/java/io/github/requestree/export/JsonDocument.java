package io.github.requestree.export;

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
import java.util.List;

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
        .field("overlapNanos", profile.overlapNanos())
        .field("cpuNanos", profile.cpuNanos())
        .field("allocatedBytes", profile.allocatedBytes())
        .field("thread", profile.thread())
        .field("stillRunning", profile.stillRunning());
    if (!profile.tags().isEmpty()) {
      json.texts("tags", profile.tags());
    }
    json.object("request", profile.request(), this::writeRequest)
        .object("totals", profile.totals(), this::writeTotals)
        .object("sampling", profile.sampling(), this::writeSampling)
        .object("surroundings", profile.surroundings(), this::writeSurroundings)
        .object("usual", profile.baseline(), this::writeBaseline)
        .strings("notes", profile.notes())
        .objects("frames", frames.frames(), this::writeFrame)
        .name("root");
    tree.write(profile.root());
    json.object("timeline", profile.timeline(), this::writeTimeline)
        .objects("events", profile.events(), this::writeEvent);
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

  private void writeRequest(Profile.Request request) throws IOException {
    json.field("method", request.method())
        .field("path", request.path())
        .field("route", request.route())
        .fieldIfKnown("status", request.status())
        .field("failure", request.failure())
        .field("handler", request.handler());
  }

  private void writeTotals(Profile.Totals totals) throws IOException {
    json.field("count", totals.count())
        .field("errors", totals.errors())
        .field("meanNanos", totals.meanNanos())
        .field("p50Nanos", totals.p50Nanos())
        .field("p90Nanos", totals.p90Nanos())
        .field("p95Nanos", totals.p95Nanos())
        .field("p99Nanos", totals.p99Nanos())
        .field("maxNanos", totals.maxNanos())
        .field("percentilesExact", totals.percentilesExact())
        .field("sampleSize", totals.sampleSize())
        .objects("worst", totals.worst(), this::writeWorst);
  }

  private void writeWorst(Profile worst) throws IOException {
    json.field("id", worst.id())
        .field("name", worst.name())
        .field("path", worst.request() == null ? null : worst.request().path())
        .field("durationNanos", worst.durationNanos());
  }

  private void writeSampling(Profile.Sampling sampling) throws IOException {
    json.field("walks", sampling.walks())
        .field("polls", sampling.polls())
        .field("resolutionNanos", sampling.resolutionNanos())
        .field("ownCostNanos", sampling.ownCostNanos())
        .field("unclockedNanos", sampling.unclockedNanos());
  }

  private void writeSurroundings(Surroundings around) throws IOException {
    json.fieldIfKnown("inFlightAtStart", around.inFlightAtStart())
        .fieldIfKnown("inFlightAtMost", around.inFlightAtMost())
        .field("queuedNanos", around.queuedNanos())
        .objects("lateStarts", around.lateStarts(), this::writeLateStart)
        .object(
            "trace",
            around.trace(),
            trace -> json.field("traceId", trace.traceId()).field("spanId", trace.spanId()))
        .object(
            "gcPauses",
            around.gcPauses(),
            pauses -> json.field("count", pauses.count()).field("nanos", pauses.nanos()));
  }

  private void writeLateStart(Surroundings.LateStart late) throws IOException {
    json.field("thread", late.thread())
        .field("lateNanos", late.lateNanos())
        .object("busyWith", late.busyWith(), this::writeBusyWith);
  }

  private void writeBusyWith(Surroundings.BusyWith busy) throws IOException {
    json.field("route", busy.route())
        .objects("stack", busy.stack(), this::writeCall)
        .field("nanos", busy.nanos());
  }

  private void writeCall(StackTraceElement call) throws IOException {
    json.field("className", GeneratedName.ofClass(call.getClassName()))
        .field("method", call.getMethodName())
        .field("file", call.getFileName())
        .fieldIfKnown("line", call.getLineNumber());
  }

  private void writeBaseline(Profile.Baseline usual) throws IOException {
    json.field("count", usual.count())
        .field("medianNanos", usual.medianNanos())
        .field("meanNanos", usual.medianNanos())
        .name("root");
    tree.write(usual.root());
  }

  private void writeFrame(Frame frame) throws IOException {
    String library = shaping.library(frame);
    json.field("kind", frame.kind().name())
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
  }

  private void writeTimeline(Timeline timeline) throws IOException {
    json.objects("tracks", timeline.tracks(), this::writeTrack)
        .field("mergedRuns", timeline.mergedRuns());
  }

  private void writeTrack(Timeline.Track track) throws IOException {
    json.field("thread", track.thread())
        .field("lane", track.lane())
        .objects("runs", track.runs(), this::writeRun);
  }

  private void writeRun(Timeline.Run run) throws IOException {
    WaitKind waiting = run.waiting();
    json.field("startNanos", run.startNanos())
        .field("nanos", run.nanos())
        .numbers("stack", run.stack().stream().map(frames::numberOf).toList())
        .field("waiting", waiting == null ? null : waiting.name());
  }

  private void writeFindings(Profile profile) throws IOException {
    List<CallNode> nodes = TreeWalk.nodesWithLanes(profile.root());
    json.objects(
        "findings",
        Findings.of(profile, shaping),
        finding -> {
          json.field("kind", finding.kind().name())
              .field("sentence", finding.sentence())
              .field("nanos", finding.nanos());
          int node = nodes.indexOf(finding.node());
          if (node >= 0) {
            json.field("node", node);
          }
          if (finding.event() != null) {
            json.field("event", profile.events().indexOf(finding.event()));
          }
        });
  }

  private void writeEvent(Profile.Event event) throws IOException {
    json.field("kind", event.kind())
        .field("text", event.text())
        .object("place", event.place(), this::writeCall)
        .field("count", event.count())
        .field("failures", event.failures())
        .field("totalNanos", event.totalNanos())
        .field("maxNanos", event.maxNanos())
        .field("longestRun", event.longestRun())
        .texts("attributes", event.attributes());
  }
}
