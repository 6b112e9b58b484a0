package io.github.requestree.text;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.shaping.Shaping;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a report's tree as data, for whoever draws them otherwise: the same names, times and
 * marks. Immutable and thread-safe.
 *
 * @param rows the lines, in the order of {@code TreeWalk.nodesWithLanes}
 * @param rowOf the index of the line that has the time of each shaped node, in that order too
 * @param millis whether times are in milliseconds, or else in seconds
 * @param decimals the number of their decimals
 */
public record ReportRows(List<Row> rows, List<Integer> rowOf, boolean millis, int decimals) {

  /** The kinds of marks. */
  public enum Type {
    /** The number of equal nodes that it stands for. */
    COUNT,
    /** File and line. */
    PLACE,
    /** The thing that it waited for. */
    WAITING,
    /** Whatever else is known. */
    DETAIL,
    /** The thread that it blocks and that must not be blocked. */
    BLOCKS,
    /** The beginning and end of a lane. */
    LANE
  }

  /** Something that stands behind a name. */
  public record Mark(Type type, String text) {}

  /**
   * A line.
   *
   * @param level the number of lines above it, from 0
   * @param time its time, with a sign in a tree of differences
   * @param events what was noted there, the longest first
   */
  public record Row(
      CallNode node,
      int level,
      String time,
      String name,
      List<Mark> marks,
      List<EventRow> events) {}

  /**
   * A line of an event below that of its node.
   *
   * @param event an event without kind stands for several
   * @param nanos its time, never longer than its node's unless on several threads
   * @param mean empty unless there were several
   * @param max empty if that is the mean
   * @param alarms what must not be overlooked, such as {@code N+1?}
   * @param details whatever else is known
   */
  public record EventRow(
      Profile.Event event,
      long nanos,
      String time,
      String kind,
      String text,
      String mean,
      String max,
      List<String> alarms,
      List<String> details) {}

  public ReportRows {
    rows = List.copyOf(rows);
    rowOf = List.copyOf(rowOf);
  }

  private record Visit(CallNode node, int level, boolean estimated) {}

  /** Returns the lines of a profile's shaped tree. */
  public static ReportRows of(Profile profile, CallNode shaped, Shaping shaping) {
    Labels labels = Labels.of(profile, shaping);
    ReportLines lines = ReportLines.of(profile, shaped, labels.node().lanes());
    TimeColumn times = lines.times();
    List<Row> rows = labels.rows(profile, lines.root(), times::of, lines.events());
    IdentityHashMap<CallNode, Integer> numbers = new IdentityHashMap<>();
    rows.forEach(row -> numbers.put(row.node(), numbers.size()));
    List<Integer> rowOf =
        TreeWalk.nodesWithLanes(shaped).stream()
            .map(node -> Objects.requireNonNull(numbers.get(lines.lineOf().get(node))))
            .toList();
    return new ReportRows(rows, rowOf, times.millis(), times.decimals());
  }

  /** Returns the lines of a tree of differences; they have no events. */
  public static List<Row> ofDifference(
      Profile profile, CallNode difference, long wholeNanos, Shaping shaping) {
    TimeColumn times = TimeColumn.of(Math.abs(wholeNanos), profile.sampling().resolutionNanos());
    return Labels.of(profile, shaping).rows(profile, difference, times::signed, null);
  }

  private record Labels(NodeLabel node, EventLabel event, CallText call) {

    static Labels of(Profile profile, Shaping shaping) {
      SafeText safe = new SafeText(false);
      Paint paint = new Paint(false);
      Symbols symbols = Symbols.UNICODE;
      long resolutionNanos = profile.sampling().resolutionNanos();
      LaneText lanes = new LaneText(safe, symbols, resolutionNanos);
      return new Labels(
          new NodeLabel(shaping, safe, symbols, paint, lanes, resolutionNanos),
          new EventLabel(safe, symbols, paint),
          new CallText(shaping, safe));
    }

    List<Row> rows(
        Profile profile, CallNode root, LongFunction<String> times, @Nullable EventPlaces places) {
      List<Row> rows = new ArrayList<>();
      Deque<Visit> open = new ArrayDeque<>();
      open.push(new Visit(root, 0, profile.cpuNanos().isEmpty()));
      while (!open.isEmpty()) {
        Visit visit = open.pop();
        CallNode current = visit.node();
        boolean estimated = visit.estimated();
        String mark = isEstimate(current, estimated) ? Symbols.ESTIMATE : "";
        List<EventRow> events = new ArrayList<>();
        if (places != null) {
          places.at(current).forEach(line -> events.add(row(line, times)));
        }
        rows.add(
            new Row(
                current,
                visit.level(),
                mark + times.apply(current.totalNanos()),
                node.name(current),
                node.marks(current, estimated),
                events));
        int level = visit.level() + 1;
        // Last first, since it is a stack.
        for (int i = current.lanes().size() - 1; i >= 0; i--) {
          CallNode next = current.lanes().get(i);
          CallNode.Lane lane = next.lane();
          open.push(new Visit(next, level, lane == null ? estimated : !lane.cpuMeasured()));
        }
        for (int i = current.children().size() - 1; i >= 0; i--) {
          open.push(new Visit(current.children().get(i), level, estimated));
        }
      }
      return rows;
    }

    private EventRow row(EventPlaces.Line line, LongFunction<String> times) {
      Profile.Event noted = line.event();
      List<String> details = new ArrayList<>(event.attributes(noted.attributes()));
      if (line.threads() > 1) {
        details.add("on " + line.threads() + " threads");
      }
      if (line.called()) {
        details.add("in " + call.of(noted.place()));
      }
      boolean several = noted.count() > 1;
      return new EventRow(
          noted,
          line.nanos(),
          times.apply(line.nanos()),
          event.kind(noted),
          event.text(noted),
          several ? EventLabel.mean(noted) : "",
          several ? EventLabel.max(noted) : "",
          event.alarms(noted),
          details);
    }
  }

  /** Returns whether no clock has measured it; awaits and lanes are measured on any thread. */
  static boolean isEstimate(CallNode node, boolean onUnclockedThread) {
    return switch (node.frame().kind()) {
      case ROOT, AWAIT, LANE, IN_LANES, NOT_SAMPLED -> false;
      case METHOD, SELF, OTHERS, HIDDEN -> onUnclockedThread;
    };
  }
}
