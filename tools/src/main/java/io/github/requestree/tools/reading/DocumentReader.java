package io.github.requestree.tools.reading;

import io.github.requestree.export.JsonReport;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.Timeline;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.tools.reading.JsonInput.WrongValueException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one document of {@link JsonReport}, its fields in any order. <em>Not</em> thread-safe. */
final class DocumentReader {
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  /** Kinds that only shaping makes. */
  private static final Set<Frame.Kind> SHAPED =
      Set.of(Frame.Kind.SELF, Frame.Kind.OTHERS, Frame.Kind.HIDDEN);

  /** The usual tree of the route, before the frames are known. */
  private record Usual(Fields fields, NodeDraft root) {}

  private final JsonInput json;
  private final Fields fields;
  private final PartReader parts;
  private final TimelineReader timelines;
  private final KeptShaping shaping = new KeptShaping();
  private final List<Frame> frames = new ArrayList<>();
  private Profile.@Nullable Request request;
  private Profile.@Nullable Totals totals;
  private Profile.@Nullable Sampling sampling;
  private Surroundings surroundings = Surroundings.UNKNOWN;
  private @Nullable Usual usual;
  private List<String> notes = List.of();
  private @Nullable NodeDraft root;
  private List<Profile.Event> events = List.of();
  private final Map<String, String> tags = new LinkedHashMap<>();

  DocumentReader(JsonInput json) {
    this.json = json;
    fields = new Fields(json);
    parts = new PartReader(json);
    timelines = new TimelineReader(json);
  }

  Profile read() throws IOException {
    json.next();
    if (!json.isObject()) {
      throw new WrongValueException("is no profile: it must begin with {\"format\":\"requestree\"");
    }
    json.object(this::field);
    json.end();
    checkVersion();
    return build();
  }

  /** Returns the shaping that the frames tell of. */
  Shaping shaping() {
    return shaping.build();
  }

  private void field(String name) throws IOException {
    switch (name) {
      case "format", "id", "name", "startedAt", "thread" -> fields.text(name);
      case "version" -> {
        fields.number(name);
        checkVersion();
      }
      case "durationNanos", "overlapNanos", "cpuNanos", "allocatedBytes" -> fields.number(name);
      case "stillRunning" -> fields.flag(name);
      case "tags" -> json.object(tag -> tags.put(tag, json.text()));
      case "request" -> request = json.isNull() ? null : parts.request();
      case "totals" -> totals = json.isNull() ? null : parts.totals();
      case "sampling" -> sampling = parts.sampling();
      case "surroundings" -> surroundings = parts.surroundings();
      case "usual" -> usual = json.isNull() ? null : usual();
      case "notes" -> notes = json.list(json::text);
      case "frames" -> json.list(this::frame);
      case "root" -> root = node();
      case "timeline" -> timelines.read();
      case "events" -> events = json.list(parts::event);
      // Found anew, by the rules of today.
      case "findings" -> json.skip();
      default -> {
        checkVersion();
        throw json.unknown(name);
      }
    }
  }

  private void checkVersion() throws WrongValueException {
    if (!"requestree".equals(fields.textOf("format"))) {
      throw new WrongValueException("is no profile: it has no \"format\":\"requestree\"");
    }
    long version = fields.theNumber("version");
    if (version < 1 || version > JsonReport.VERSION) {
      throw new WrongValueException(
          "is of version "
              + version
              + ", but versions 1 to "
              + JsonReport.VERSION
              + " are known here: take a newer requestree-tools");
    }
  }

  private NodeDraft node() throws IOException {
    return new NodeReader(json).read();
  }

  private Usual usual() throws IOException {
    Fields of = new Fields(json);
    NodeDraft[] tree = new NodeDraft[1];
    json.object(
        name -> {
          switch (name) {
            case "count", "medianNanos", "meanNanos" -> of.number(name);
            case "root" -> tree[0] = node();
            default -> throw json.unknown(name);
          }
        });
    if (tree[0] == null) {
      throw new WrongValueException("lacks the tree of what is usual");
    }
    return new Usual(of, tree[0]);
  }

  private Frame frame() throws IOException {
    Fields of = new Fields(json);
    Frame.Kind[] kind = new Frame.Kind[1];
    json.object(
        name -> {
          switch (name) {
            case "kind" -> kind[0] = json.constant(Frame.Kind.class);
            case "className", "name", "file", "label", "libraryName", "role" -> of.text(name);
            case "library" -> of.flag(name);
            default -> throw json.unknown(name);
          }
        });
    if (kind[0] == null || SHAPED.contains(kind[0])) {
      throw new WrongValueException("has a frame of a kind that is in no measured tree");
    }
    Frame frame =
        new Frame(kind[0], of.theText("className"), of.theText("name"), of.textOf("file"));
    if (of.has("library")) {
      shaping.add(frame, of.flagOf("library"));
    }
    frames.add(frame);
    return frame;
  }

  private Profile build() throws IOException {
    if (root == null || frames.isEmpty()) {
      throw new WrongValueException("lacks its tree");
    }
    CallNode tree = root.build(frames);
    long durationNanos = fields.theNumber("durationNanos");
    long overlapNanos = fields.numberOf("overlapNanos");
    if (tree.totalNanos() != durationNanos + overlapNanos) {
      throw new WrongValueException(
          "does not add up: its tree has "
              + tree.totalNanos()
              + " ns, but duration and overlap are "
              + (durationNanos + overlapNanos));
    }
    Timeline timeline = timelines.build(frames);
    return Profile.builder(fields.theText("id"), fields.theText("name"), startedAt(), tree)
        .durationNanos(durationNanos)
        .overlapNanos(overlapNanos)
        .cpuNanos(fields.optional("cpuNanos"))
        .allocatedBytes(fields.optional("allocatedBytes"))
        .thread(fields.theText("thread"))
        .stillRunning(fields.flagOf("stillRunning"))
        .sampling(sampling == null ? new Profile.Sampling(0, 0, 0, 0, 0) : sampling)
        .surroundings(surroundings)
        .request(request)
        .totals(totals)
        .baseline(baseline())
        .tags(tags)
        .timeline(timeline)
        .events(events)
        .notes(notes)
        .build();
  }

  private Instant startedAt() throws WrongValueException {
    String text = fields.theText("startedAt");
    try {
      Instant instant = Instant.parse(text);
      if (!instant.isBefore(FIRST) && instant.isBefore(LAST)) {
        return instant;
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw new WrongValueException(
        "has startedAt '" + JsonInput.shown(text) + "', but must have a time such as " + FIRST);
  }

  private Profile.@Nullable Baseline baseline() throws WrongValueException {
    if (usual == null) {
      return null;
    }
    Fields of = usual.fields();
    // Older documents have the mean alone.
    String median = of.has("medianNanos") ? "medianNanos" : "meanNanos";
    return new Profile.Baseline(
        of.theNumber("count"), of.theNumber(median), usual.root().build(frames));
  }
}
