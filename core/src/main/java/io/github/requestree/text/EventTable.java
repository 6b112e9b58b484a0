package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.function.ToLongFunction;

/**
 * Events below a tree, in aligned columns: those that have no line in it. Immutable and
 * thread-safe.
 */
record EventTable(CallText call, EventLabel label) {
  private static final int MAX_ROWS = 10;
  private static final int MAX_LINE = 158;
  private static final int MAX_TEXT = 80;
  private static final int MIN_TEXT = 24;
  private static final int MAX_NAME = 44;
  private static final int MAX_FILE = 28;
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
    appendRows(out, rows);
    if (shown.size() < events.size()) {
      out.append(TextTree.MARGIN).append(others(events)).append('\n');
    }
  }

  private List<List<String>> rows(List<Profile.Event> events, int longestText) {
    TimeColumn total = column(events, Profile.Event::totalNanos);
    TimeColumn mean = column(events, EventLabel::meanNanos);
    TimeColumn max = column(events, Profile.Event::maxNanos);
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    for (Profile.Event event : events) {
      String kind = label.kind(event);
      rows.add(
          List.of(
              kind.isEmpty() ? "others" : kind,
              Figures.count(event.count()),
              total.of(event.totalNanos()),
              mean.of(EventLabel.meanNanos(event)),
              max.of(event.maxNanos()),
              label.safe().of(event.text(), longestText),
              call.of(event.place(), MAX_NAME, MAX_FILE),
              String.join(GAP, label.alarms(event))));
    }
    return rows;
  }

  private static TimeColumn column(
      List<Profile.Event> events, ToLongFunction<Profile.Event> figure) {
    LongSummaryStatistics all = events.stream().mapToLong(figure).summaryStatistics();
    return TimeColumn.exact(all.getMin(), all.getMax());
  }

  private static void appendRows(StringBuilder out, List<List<String>> rows) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < COLUMNS.size(); column++) {
        String padding = " ".repeat(width(rows, column) - row.get(column).length());
        boolean figure = column >= FIRST_FIGURE && column < WHAT;
        line.append(column == 0 ? TextTree.MARGIN : GAP)
            .append(figure ? padding : "")
            .append(row.get(column))
            .append(figure ? "" : padding);
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
  }

  private static int lineLength(List<List<String>> rows) {
    int length = TextTree.MARGIN.length() - GAP.length();
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
        + Figures.count(events.size())
        + ", the others "
        + Figures.time(nanos)
        + " in "
        + Figures.count(count)
        + (failures == 0 ? "" : ", " + Figures.count(failures) + " failed")
        + (suspected == 0 ? "" : ", N+1? in " + Figures.count(suspected));
  }
}
