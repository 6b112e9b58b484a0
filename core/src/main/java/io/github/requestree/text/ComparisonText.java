package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.shaping.TreeDifference;
import java.util.List;

/** Writes the difference of two profiles. Immutable and thread-safe. */
record ComparisonText(Shaping shaping, TextTree tree, FootLine foot) {
  private static final int MAX_NAME = 220;

  /** Smaller differences, of the longer of both, are those of any two requests. */
  private static final int SMALLEST_PART = 1_000;

  private static final String GAP = "   ";

  String of(Profile before, Profile after) {
    TreeDifference difference = TreeDifference.of(after.root(), before.root());
    long longer = Math.max(before.durationNanos(), after.durationNanos());
    long least = Math.max(1, longer / SMALLEST_PART);
    CallNode largest = difference.largest(shaping, least);
    List<EventChange> events = EventChange.of(before, after, least);
    long more = after.durationNanos() - before.durationNanos();
    boolean differ = Math.abs(more) >= least || !largest.children().isEmpty() || !events.isEmpty();
    StringBuilder out = new StringBuilder("--- ").append(name(after)).append(" --- ");
    out.append(Figures.time(after.durationNanos()));
    if (!differ) {
      out.append(", no difference");
    } else {
      out.append(", ")
          .append(Figures.time(Math.abs(more)))
          .append(more < 0 ? " less" : " more")
          .append(" than before");
    }
    out.append("\n\n");
    appendSide(out, "before", before);
    appendSide(out, "after ", after);
    TimeColumn times = TimeColumn.of(Math.max(Math.abs(more), longer / 2), 0);
    if (differ) {
      out.append('\n');
      tree.appendDifferenceTo(out, largest, times, after.cpuNanos().isEmpty());
    }
    appendEvents(out, events, times);
    return out.toString();
  }

  private String name(Profile profile) {
    Profile.Request request = profile.request();
    return request == null || profile.totals() != null
        ? tree.labels().node().safe().of(profile.name(), MAX_NAME)
        : tree.labels().node().safe().word(request.method(), MAX_NAME)
            + " "
            + tree.labels().node().safe().word(request.path(), MAX_NAME);
  }

  private void appendSide(StringBuilder out, String side, Profile profile) {
    Profile.Totals totals = profile.totals();
    List<String> facts = foot.of(profile);
    out.append(TextTree.MARGIN)
        .append(side)
        .append(GAP)
        .append(Figures.time(profile.durationNanos()));
    if (totals != null) {
      out.append(" on average of ").append(Figures.count(totals.count(), "request", "requests"));
    }
    out.append(GAP).append(name(profile)).append(GAP).append(facts.get(0));
    if (totals == null) {
      out.append(GAP).append(facts.get(facts.size() - 1));
    }
    out.append('\n');
  }

  private void appendEvents(StringBuilder out, List<EventChange> events, TimeColumn times) {
    int width =
        events.stream().mapToInt(event -> times.signed(event.nanos()).length()).max().orElse(0);
    EventLabel label = tree.labels().event();
    String before = "\n";
    for (EventChange event : events) {
      String time = times.signed(event.nanos());
      out.append(before)
          .append(TextTree.MARGIN)
          .append(label.symbols().event())
          .append(" ".repeat(width - time.length()))
          .append(time)
          .append("  [")
          .append(label.safe().word(event.kind(), EventLabel.MAX_KIND))
          .append("] ")
          .append(label.safe().of(event.text(), EventLabel.MAX_TEXT))
          .append("  ")
          .append(event.counts(label.symbols()))
          .append('\n');
      before = "";
    }
  }
}
