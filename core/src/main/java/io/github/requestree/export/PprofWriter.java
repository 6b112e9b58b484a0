package io.github.requestree.export;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.profile.WaitKind;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes one profile as {@code perftools.profiles.Profile}; the numbers of its fields stand in
 * pprof's {@code profile.proto}. <em>Not</em> thread-safe.
 */
final class PprofWriter {
  private static final int SAMPLE_TYPE = 1;
  private static final int SAMPLE = 2;
  private static final int LOCATION = 4;
  private static final int FUNCTION = 5;
  private static final int STRING_TABLE = 6;
  private static final int TIME_NANOS = 9;
  private static final int DURATION_NANOS = 10;
  private static final int PERIOD_TYPE = 11;
  private static final int PERIOD = 12;
  private static final int COMMENT = 13;
  private static final int DEFAULT_SAMPLE_TYPE = 14;

  private static final int SAMPLE_LOCATIONS = 1;
  private static final int SAMPLE_VALUES = 2;
  private static final int SAMPLE_LABEL = 3;

  private static final int MAX_TEXT = 500;
  private static final SafeText SAFE = new SafeText(false);

  private final OutputStream out;
  private final Profile profile;
  private final List<CallNode> lanes;
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final FrameTable functions = new FrameTable();

  /** Its number by its function's number and its line. */
  private final Map<Long, Integer> locations = new LinkedHashMap<>();

  private final Protobuf labels = new Protobuf();
  private final Protobuf message = new Protobuf();

  PprofWriter(OutputStream out, Profile profile) {
    this.out = out;
    this.profile = profile;
    lanes = TreeWalk.lanes(profile.root());
    // The first must be empty: 0 stands for a string that is not there.
    string("");
  }

  void write() throws IOException {
    for (String prefix : lanes.isEmpty() ? List.of("") : List.of("", "lane_")) {
      for (String type : List.of("wall", "cpu", "waiting")) {
        message.message(SAMPLE_TYPE, valueType(prefix + type));
      }
    }
    message
        .number(TIME_NANOS, epochNanos(profile.startedAt()))
        .number(DURATION_NANOS, profile.durationNanos())
        .message(PERIOD_TYPE, valueType("wall"))
        .number(PERIOD, Math.max(1, profile.sampling().resolutionNanos()))
        .number(DEFAULT_SAMPLE_TYPE, string("wall"))
        .number(COMMENT, string(safe(profile.name())));
    profile.notes().forEach(note -> message.number(COMMENT, string(safe(note))));
    message.drainTo(out);
    addLabels();
    writeSamples(profile.root(), new Protobuf(), false);
    for (CallNode lane : lanes) {
      CallNode.Lane where = lane.lane();
      String thread = where == null ? lane.frame().name() : where.thread();
      writeSamples(lane, label("thread", thread), true);
    }
    writeTables();
  }

  private void addLabels() {
    Profile.Request request = profile.request();
    if (request != null) {
      labels.add(label("method", request.method())).add(label("route", request.route()));
      if (request.status() > 0) {
        labels.add(label("status", String.valueOf(request.status())));
      }
    }
    Surroundings.Trace trace = profile.surroundings().trace();
    if (trace != null) {
      labels.add(label("trace_id", trace.traceId())).add(label("span_id", trace.spanId()));
    }
  }

  private Protobuf label(String key, String value) {
    Protobuf field = new Protobuf();
    if (!value.isEmpty()) {
      Protobuf label = new Protobuf().number(1, string(key)).number(2, string(safe(value)));
      field.message(SAMPLE_LABEL, label);
    }
    return field;
  }

  private void writeSamples(CallNode root, Protobuf thread, boolean lane) throws IOException {
    IntStack path = new IntStack();
    TreeWalk.walk(
        root,
        new TreeWalk.Visitor<IOException>() {
          @Override
          public void enter(CallNode node) throws IOException {
            path.push(location(node));
            long rest = node.selfNanos();
            for (Map.Entry<WaitKind, Long> waited : node.selfWaiting().entrySet()) {
              long nanos = waited.getValue();
              rest -= nanos;
              Protobuf kind = label("waiting", waited.getKey().label());
              writeSample(path, values(lane, nanos, 0, nanos), kind.add(thread));
            }
            if (rest != 0 || node.selfCpuNanos() != 0) {
              writeSample(path, values(lane, rest, node.selfCpuNanos(), 0), thread);
            }
          }

          @Override
          public void leave(CallNode node) {
            path.pop();
          }
        });
  }

  private Protobuf values(boolean lane, long wall, long cpu, long waiting) {
    Protobuf values = new Protobuf();
    if (lane) {
      values.varint(0).varint(0).varint(0);
    }
    values.varint(wall).varint(cpu).varint(waiting);
    if (!lane && !lanes.isEmpty()) {
      values.varint(0).varint(0).varint(0);
    }
    return values;
  }

  private void writeSample(IntStack path, Protobuf values, Protobuf ownLabels) throws IOException {
    Protobuf innermostFirst = new Protobuf();
    for (int i = path.depth() - 1; i >= 0; i--) {
      innermostFirst.varint(path.at(i));
    }
    Protobuf sample =
        new Protobuf()
            .packed(SAMPLE_LOCATIONS, innermostFirst)
            .packed(SAMPLE_VALUES, values)
            .add(labels)
            .add(ownLabels);
    message.message(SAMPLE, sample).drainTo(out);
  }

  private int location(CallNode node) {
    long function = functions.numberOf(node.frame()) + 1L;
    long line = Math.max(0, node.line());
    return locations.computeIfAbsent((function << 32) | line, key -> locations.size() + 1);
  }

  /** Writes the tables last, since all other parts add to them; the order of fields is free. */
  private void writeTables() throws IOException {
    locations.forEach(
        (key, id) -> {
          Protobuf line = new Protobuf().number(1, key >>> 32).number(2, key & 0xffffffffL);
          message.message(LOCATION, new Protobuf().number(1, id).message(4, line));
        });
    int id = 1;
    for (Frame frame : functions.frames()) {
      String file = frame.fileName();
      int name = string(QualifiedName.of(frame));
      message.message(
          FUNCTION,
          new Protobuf()
              .number(1, id++)
              .number(2, name)
              .number(3, name)
              .number(4, file == null ? 0 : string(safe(file))));
    }
    strings.keySet().forEach(text -> message.string(STRING_TABLE, text));
    message.drainTo(out);
  }

  private Protobuf valueType(String type) {
    return new Protobuf().number(1, string(type)).number(2, string("nanoseconds"));
  }

  private int string(String text) {
    return strings.computeIfAbsent(text, key -> strings.size());
  }

  private static String safe(String text) {
    return SAFE.of(text, MAX_TEXT);
  }

  private static long epochNanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }
}
