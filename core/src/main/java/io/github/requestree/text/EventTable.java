package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the events of a profile below its tree, in aligned columns. It has all events, as the tree
 * has those with a place in it. Immutable and thread-safe.
 */
record EventTable(CallText call, EventLabel label, long resolutionNanos) {
  private static final int MAX_ROWS = 10;
  private static final int MAX_LINE = 158;
  private static final int MAX_TEXT = 80;
  private static final int MIN_TEXT = 24;
  private static final int MAX_NAME = 44;
  private static final int MAX_FILE = 28;
  private static final String MARGIN = "  ";
  private static final String GAP = "  ";

  /** The columns; the last one has no name and is empty in most rows. */
  private static final List<String> COLUMNS =
      List.of("kind", "count", "total", "mean", "max", "what", "place", "");

  private static final int FIRST_FIGURE = 1;
  private static final int WHAT = 5;

  /** Appends the table; nothing if there are no events. */
  void appendTo(StringBuilder out, List<Profile.Event> events) {
    if (events.isEmpty()) {
      return;
    }
    List<Profile.Event> shown = events.subList(0, Math.min(events.size(), MAX_ROWS));
    List<List<String>> rows = rows(shown, MAX_TEXT);
    int excess = lineLength(rows) - MAX_LINE;
    if (excess > 0) {
      // The text gives way: the place of the call and a suspicion say more than its last words.
      rows = rows(shown, Math.max(MIN_TEXT, width(rows, WHAT) - excess));
    }
    out.append('\n');
    appendRows(out, rows);
    if (shown.size() < events.size()) {
      out.append(MARGIN).append(others(events)).append('\n');
    }
  }

  private List<List<String>> rows(List<Profile.Event> events, int longestText) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    for (Profile.Event event : events) {
      String kind = label.kind(event);
      rows.add(
          List.of(
              kind.isEmpty() ? "others" : kind,
              EventLabel.count(event.count()),
              seconds(event.totalNanos()),
              Figures.shortTime(event.totalNanos() / Math.max(1, event.count())),
              Figures.shortTime(event.maxNanos()),
              label.safe().of(event.text(), longestText),
              place(event.place()),
              String.join(GAP, label.alarms(event))));
    }
    return rows;
  }

  private String place(@Nullable StackTraceElement place) {
    if (place == null) {
      return "?";
    }
    Frame frame = Frame.method(place.getClassName(), place.getMethodName(), place.getFileName());
    return call.of(frame, place.getLineNumber(), MAX_NAME, MAX_FILE);
  }

  private static void appendRows(StringBuilder out, List<List<String>> rows) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < COLUMNS.size(); column++) {
        String padding = " ".repeat(width(rows, column) - row.get(column).length());
        boolean figure = column >= FIRST_FIGURE && column < WHAT;
        line.append(column == 0 ? MARGIN : GAP)
            .append(figure ? padding : "")
            .append(row.get(column))
            .append(figure ? "" : padding);
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static int lineLength(List<List<String>> rows) {
    int length = MARGIN.length() - GAP.length();
    for (int column = 0; column < COLUMNS.size(); column++) {
      length += GAP.length() + width(rows, column);
    }
    return length;
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private String others(List<Profile.Event> events) {
    List<Profile.Event> others = events.subList(MAX_ROWS, events.size());
    long nanos = others.stream().mapToLong(Profile.Event::totalNanos).sum();
    long count = others.stream().mapToLong(Profile.Event::count).sum();
    long failures = others.stream().mapToLong(Profile.Event::failures).sum();
    long suspected = others.stream().filter(Profile.Event::isOneByOne).count();
    return MAX_ROWS
        + " of "
        + EventLabel.count(events.size())
        + ", the others "
        + seconds(nanos)
        + " in "
        + EventLabel.count(count)
        + (failures == 0 ? "" : ", " + EventLabel.count(failures) + " failed")
        + (suspected == 0 ? "" : ", N+1? in " + EventLabel.count(suspected));
  }

  private String seconds(long nanos) {
    return Figures.exactSeconds(nanos, resolutionNanos);
  }
}
