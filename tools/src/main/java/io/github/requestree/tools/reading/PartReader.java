package io.github.requestree.tools.reading;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a document that are no trees. <em>Not</em> thread-safe. */
record PartReader(JsonInput json) {

  Profile.Request request() throws IOException {
    Fields of = new Fields(json);
    json.object(
        name -> {
          switch (name) {
            case "method", "path", "route", "failure", "handler" -> of.text(name);
            case "status" -> of.number(name);
            default -> throw json.unknown(name);
          }
        });
    return new Profile.Request(
        of.theText("method"),
        of.theText("path"),
        of.theText("route"),
        of.intOf("status"),
        of.textOf("failure"),
        of.textOf("handler"));
  }

  Profile.Totals totals() throws IOException {
    Fields of = new Fields(json);
    List<Profile> worst = new ArrayList<>();
    json.object(
        name -> {
          switch (name) {
            case "count",
                "errors",
                "meanNanos",
                "p50Nanos",
                "p90Nanos",
                "p95Nanos",
                "p99Nanos",
                "maxNanos",
                "sampleSize" ->
                of.number(name);
            case "percentilesExact" -> of.flag(name);
            case "worst" -> worst.addAll(json.list(this::worst));
            default -> throw json.unknown(name);
          }
        });
    return new Profile.Totals(
        of.theNumber("count"),
        of.numberOf("errors"),
        of.numberOf("meanNanos"),
        of.numberOf("p50Nanos"),
        of.numberOf("p90Nanos"),
        of.numberOf("p95Nanos"),
        of.numberOf("p99Nanos"),
        of.numberOf("maxNanos"),
        of.flagOf("percentilesExact"),
        of.intOf("sampleSize"),
        worst);
  }

  /** Returns what the document has of a single profile: its id, its name or path, its duration. */
  private Profile worst() throws IOException {
    Fields of = new Fields(json);
    json.object(
        name -> {
          switch (name) {
            case "id", "name", "path" -> of.text(name);
            case "durationNanos" -> of.number(name);
            default -> throw json.unknown(name);
          }
        });
    String name = of.theText("name");
    String path = of.textOf("path");
    CallNode root =
        CallNode.builder(Frame.of(Frame.Kind.ROOT, name))
            .selfNanos(of.theNumber("durationNanos"))
            .build();
    return Profile.builder(of.theText("id"), name, Instant.EPOCH, root)
        .request(path == null ? null : new Profile.Request("", path, path, 0, null))
        .build();
  }

  Profile.Sampling sampling() throws IOException {
    Fields of = new Fields(json);
    json.object(
        name -> {
          switch (name) {
            case "walks", "polls", "resolutionNanos", "ownCostNanos", "unclockedNanos" ->
                of.number(name);
            default -> throw json.unknown(name);
          }
        });
    return new Profile.Sampling(
        of.numberOf("walks"),
        of.numberOf("polls"),
        of.numberOf("resolutionNanos"),
        of.numberOf("ownCostNanos"),
        of.numberOf("unclockedNanos"));
  }

  Surroundings surroundings() throws IOException {
    Fields of = new Fields(json);
    List<Surroundings.LateStart> late = new ArrayList<>();
    Fields[] trace = new Fields[1];
    Fields[] pauses = new Fields[1];
    json.object(
        name -> {
          switch (name) {
            case "inFlightAtStart", "inFlightAtMost", "queuedNanos" -> of.number(name);
            case "lateStarts" -> late.addAll(json.list(this::lateStart));
            case "trace" -> trace[0] = json.isNull() ? null : trace();
            case "gcPauses" -> pauses[0] = json.isNull() ? null : pauses();
            default -> throw json.unknown(name);
          }
        });
    return new Surroundings(
        of.intOf("inFlightAtStart"),
        of.intOf("inFlightAtMost"),
        of.optional("queuedNanos"),
        late,
        trace[0] == null
            ? null
            : new Surroundings.Trace(trace[0].theText("traceId"), trace[0].theText("spanId")),
        pauses[0] == null
            ? null
            : new Surroundings.Pauses(pauses[0].intOf("count"), pauses[0].numberOf("nanos")));
  }

  private Fields trace() throws IOException {
    Fields of = new Fields(json);
    json.object(
        name -> {
          switch (name) {
            case "traceId", "spanId" -> of.text(name);
            default -> throw json.unknown(name);
          }
        });
    return of;
  }

  private Fields pauses() throws IOException {
    Fields of = new Fields(json);
    json.object(
        name -> {
          switch (name) {
            case "count", "nanos" -> of.number(name);
            default -> throw json.unknown(name);
          }
        });
    return of;
  }

  private Surroundings.LateStart lateStart() throws IOException {
    Fields of = new Fields(json);
    Surroundings.BusyWith[] busy = new Surroundings.BusyWith[1];
    json.object(
        name -> {
          switch (name) {
            case "thread" -> of.text(name);
            case "lateNanos" -> of.number(name);
            case "busyWith" -> busy[0] = json.isNull() ? null : busyWith();
            default -> throw json.unknown(name);
          }
        });
    return new Surroundings.LateStart(of.theText("thread"), of.numberOf("lateNanos"), busy[0]);
  }

  private Surroundings.BusyWith busyWith() throws IOException {
    Fields of = new Fields(json);
    List<StackTraceElement> stack = new ArrayList<>();
    json.object(
        name -> {
          switch (name) {
            case "route" -> of.text(name);
            case "stack" -> stack.addAll(json.list(this::call));
            case "nanos" -> of.number(name);
            default -> throw json.unknown(name);
          }
        });
    return new Surroundings.BusyWith(of.textOf("route"), stack, of.numberOf("nanos"));
  }

  private StackTraceElement call() throws IOException {
    Fields of = new Fields(json);
    json.object(
        name -> {
          switch (name) {
            case "className", "method", "file" -> of.text(name);
            case "line" -> of.number(name);
            default -> throw json.unknown(name);
          }
        });
    return new StackTraceElement(
        of.theText("className"), of.theText("method"), of.textOf("file"), of.intOf("line"));
  }

  Profile.Event event() throws IOException {
    Fields of = new Fields(json);
    @Nullable StackTraceElement[] place = new StackTraceElement[1];
    Map<String, String> attributes = new LinkedHashMap<>();
    json.object(
        name -> {
          switch (name) {
            case "kind", "text" -> of.text(name);
            case "place" -> place[0] = json.isNull() ? null : call();
            case "count", "failures", "totalNanos", "maxNanos", "longestRun" -> of.number(name);
            case "attributes" -> json.object(key -> attributes.put(key, json.text()));
            default -> throw json.unknown(name);
          }
        });
    return new Profile.Event(
        of.theText("kind"),
        of.theText("text"),
        place[0],
        of.theNumber("count"),
        of.numberOf("failures"),
        of.numberOf("totalNanos"),
        of.numberOf("maxNanos"),
        of.numberOf("longestRun"),
        attributes);
  }
}
