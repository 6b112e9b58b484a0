package io.github.requestree.text;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.shaping.Shaping;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

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
   * @param before the connectors before its time
   * @param below the connectors before those of the lines below it
   * @param time its time, with a sign in a tree of differences
   * @param events what was noted there, the longest first
   */
  public record Row(
      CallNode node,
      String before,
      String below,
      String time,
      String name,
      List<Mark> marks,
      List<EventRow> events) {

    /** Returns the number of lines above it, from 0. */
    public int level() {
      return before.length() / Symbols.BLANK.length();
    }
  }

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

  /** Returns the lines of a profile's shaped tree. */
  public static ReportRows of(Profile profile, CallNode shaped, Shaping shaping) {
    TreeLabels labels = labels(profile, shaping);
    ReportLines lines = ReportLines.of(profile, shaped, labels.node().lanes());
    TimeColumn times = lines.times();
    List<Row> rows =
        labels.rows(lines.root(), profile.cpuNanos().isEmpty(), times::of, lines.events());
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
    boolean estimated = profile.cpuNanos().isEmpty();
    return labels(profile, shaping).rows(difference, estimated, times::signed, EventPlaces.NONE);
  }

  private static TreeLabels labels(Profile profile, Shaping shaping) {
    return TreeLabels.of(shaping, true, new Paint(false), profile.sampling().resolutionNanos());
  }
}
