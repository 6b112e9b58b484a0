package io.github.requestree.export;

import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a timeline as profiles of speedscope. <em>Not</em> thread-safe. */
record SpeedscopeTimeline(JsonWriter json, FrameTable frames) {

  /** Tracks that follow one another, of the request itself or of one thread with lanes. */
  private static final class Row {
    final String name;
    final boolean lane;
    final List<Timeline.Track> tracks = new ArrayList<>();
    long endNanos;

    Row(String name, boolean lane) {
      this.name = name;
      this.lane = lane;
    }
  }

  void write(Profile profile) throws IOException {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(profile.name(), false));
    for (Timeline.Track track : profile.timeline().tracks()) {
      if (!track.runs().isEmpty()) {
        add(track, rows);
      }
    }
    for (Row row : rows) {
      write(row, profile.root().frame());
    }
  }

  private static void add(Timeline.Track track, List<Row> rows) {
    String name = track.lane() ? "on thread " + track.thread() : "also on " + track.thread();
    Timeline.Run last = track.runs().get(track.runs().size() - 1);
    Row row = freeRow(track, name, rows);
    row.tracks.add(track);
    row.endNanos = last.startNanos() + last.nanos();
  }

  private static Row freeRow(Timeline.Track track, String name, List<Row> rows) {
    for (Row row : rows) {
      boolean fits = track.lane() ? row.lane && row.name.equals(name) : !row.lane;
      if (fits && row.endNanos <= track.runs().get(0).startNanos()) {
        return row;
      }
    }
    Row row = new Row(name, track.lane());
    rows.add(row);
    return row;
  }

  private void write(Row row, Frame root) throws IOException {
    SpeedscopeTree.begin(json, row.name, row.endNanos);
    List<Long> weights = new ArrayList<>();
    long now = 0;
    for (Timeline.Track track : row.tracks) {
      Frame outermost = row.lane ? Frame.of(Frame.Kind.LANE, track.thread()) : root;
      for (Timeline.Run run : track.runs()) {
        if (run.startNanos() > now) {
          json.beginArray().endArray();
          weights.add(run.startNanos() - now);
        }
        if (run.nanos() > 0) {
          json.beginArray().value(frames.numberOf(outermost));
          for (Frame frame : run.stack()) {
            json.value(frames.numberOf(frame));
          }
          json.endArray();
          weights.add(run.nanos());
        }
        now = run.startNanos() + run.nanos();
      }
    }
    SpeedscopeTree.end(json, weights);
  }
}
