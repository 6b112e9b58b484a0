package io.github.requestree.text;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import java.util.IdentityHashMap;

/**
 * The nodes that have a line in a report, and the events below them. Immutable and thread-safe.
 *
 * @param lineOf the node with a line that has the time of each shaped node, by identity
 * @param times the unit in which all times are printed
 */
record ReportLines(
    CallNode root,
    IdentityHashMap<CallNode, CallNode> lineOf,
    EventPlaces events,
    TimeColumn times) {

  static ReportLines of(Profile profile, CallNode shaped, LaneText lanes) {
    TimeColumn times = TimeColumn.of(profile, shaped);
    FoldTimeless.Result lines = new FoldTimeless(times, lanes).fold(shaped);
    EventPlaces events = EventPlaces.on(lines.root(), profile, times);
    return new ReportLines(lines.root(), lines.lineOf(), events, times);
  }
}
