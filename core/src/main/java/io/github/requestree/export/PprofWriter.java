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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  /** A sample type: the kind of time, of the request itself or of its lanes. */
  private record Column(String name, boolean lane, int time) {}

  private static final int WALL = 0;
  private static final int CPU = 1;
  private static final int WAITING = 2;

  private final OutputStream out;
  private final Profile profile;
  private final List<CallNode> lanes;
  private final PprofReport.Content content;
  private final List<Column> columns;
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final FrameTable functions = new FrameTable();

  /** Its number by its function's number and its line. */
  private final Map<Long, Integer> locations = new LinkedHashMap<>();

  private final Protobuf labels = new Protobuf();
  private final Protobuf message = new Protobuf();

  PprofWriter(OutputStream out, Profile profile, PprofReport.Content content) {
    this.out = out;
    this.profile = profile;
    this.content = content;
    lanes = TreeWalk.lanes(profile.root());
    columns =
        switch (content) {
          case WALL -> List.of(new Column("wall", false, WALL));
          case CPU -> List.of(new Column("cpu", false, CPU));
          case LANE_WALL -> List.of(new Column("wall", true, WALL));
          case ALL -> allColumns(!lanes.isEmpty());
        };
    // The first must be empty: 0 stands for a string that is not there.
    string("");
  }

  private static List<Column> allColumns(boolean withLanes) {
    List<Column> all = new ArrayList<>();
    for (boolean lane : withLanes ? new boolean[] {false, true} : new boolean[] {false}) {
      String prefix = lane ? "lane_" : "";
      all.add(new Column(prefix + "wall", lane, WALL));
      all.add(new Column(prefix + "cpu", lane, CPU));
      all.add(new Column(prefix + "waiting", lane, WAITING));
    }
    return all;
  }

  void write() throws IOException {
    columns.forEach(column -> message.message(SAMPLE_TYPE, valueType(column.name())));
    String main = columns.get(0).name();
    message
        .number(TIME_NANOS, epochNanos(profile.startedAt()))
        .number(DURATION_NANOS, profile.durationNanos())
        .message(PERIOD_TYPE, valueType(main))
        .number(PERIOD, Math.max(1, profile.sampling().resolutionNanos()))
        .number(DEFAULT_SAMPLE_TYPE, string(main))
        .number(COMMENT, string(safe(profile.name())));
    profile.notes().forEach(note -> message.number(COMMENT, string(safe(note))));
    message.drainTo(out);
    addLabels();
    writeSamples(profile.root(), false);
    for (CallNode lane : lanes) {
      writeSamples(lane, true);
    }
    writeTables();
  }

  private void addLabels() {
    Profile.Request request = profile.request();
    if (request != null && content == PprofReport.Content.ALL) {
      labels.add(label("method", request.method())).add(label("route", request.route()));
      if (request.status() > 0) {
        // As a number: servers make a series of each label that is a text.
        Protobuf status = new Protobuf().number(1, string("status")).number(3, request.status());
        labels.message(SAMPLE_LABEL, status);
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

  private void writeSamples(CallNode root, boolean lane) throws IOException {
    Deque<Integer> path = new ArrayDeque<>();
    TreeWalk.walk(
        root,
        new TreeWalk.Visitor<IOException>() {
          @Override
          public void enter(CallNode node) throws IOException {
            path.push(location(node.frame(), node.line()));
            long rest = node.selfNanos();
            for (Map.Entry<WaitKind, Long> waited : node.selfWaiting().entrySet()) {
              long nanos = waited.getValue();
              rest -= nanos;
              String kind = '[' + waited.getKey().label() + ']';
              path.push(location(Frame.of(Frame.Kind.SELF, kind), 0));
              writeSample(path, lane, nanos, 0, nanos);
              path.pop();
            }
            writeSample(path, lane, rest, node.selfCpuNanos(), 0);
          }

          @Override
          public void leave(CallNode node) {
            path.pop();
          }
        });
  }

  /**
   * @param times the wall, CPU and waiting time
   */
  private void writeSample(Deque<Integer> path, boolean lane, long... times) throws IOException {
    Protobuf values = new Protobuf();
    boolean any = false;
    for (Column column : columns) {
      long value = column.lane() == lane ? times[column.time()] : 0;
      values.varint(value);
      any |= value != 0;
    }
    if (!any) {
      return;
    }
    Protobuf innermostFirst = new Protobuf();
    path.forEach(innermostFirst::varint);
    Protobuf sample =
        new Protobuf()
            .message(SAMPLE_LOCATIONS, innermostFirst)
            .message(SAMPLE_VALUES, values)
            .add(labels);
    message.message(SAMPLE, sample).drainTo(out);
  }

  private int location(Frame frame, int line) {
    long function = functions.numberOf(frame) + 1L;
    long key = (function << 32) | Math.max(0, line);
    return locations.computeIfAbsent(key, any -> locations.size() + 1);
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
