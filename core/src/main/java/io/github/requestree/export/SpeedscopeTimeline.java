package io.github.requestree.export;

import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes a timeline as profiles of speedscope. <em>Not</em> thread-safe. */
record SpeedscopeTimeline(JsonWriter json, FrameTable frames) {

  /** Tracks that follow one another, of the request itself or of one thread with lanes. */
  private record Row(String name, boolean lane, List<Timeline.Track> tracks) {
    long endNanos() {
      if (tracks.isEmpty()) {
        return 0;
      }
      List<Timeline.Run> runs = tracks.get(tracks.size() - 1).runs();
      Timeline.Run last = runs.get(runs.size() - 1);
      return last.startNanos() + last.nanos();
    }
  }

  void write(Profile profile) throws IOException {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(profile.name(), false, new ArrayList<>()));
    for (Timeline.Track track : profile.timeline().tracks()) {
      if (!track.runs().isEmpty()) {
        freeRow(track, rows).tracks().add(track);
      }
    }
    for (Row row : rows) {
      write(row, profile.root().frame());
    }
  }

  private static Row freeRow(Timeline.Track track, List<Row> rows) {
    String name = track.lane() ? "on thread " + track.thread() : "also on " + track.thread();
    for (Row row : rows) {
      boolean fits = track.lane() ? row.lane && row.name.equals(name) : !row.lane;
      if (fits && row.endNanos() <= track.runs().get(0).startNanos()) {
        return row;
      }
    }
    Row row = new Row(name, track.lane(), new ArrayList<>());
    rows.add(row);
    return row;
  }

  private void write(Row row, Frame root) throws IOException {
    SpeedscopeTree.begin(json, row.name, row.endNanos());
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
          Stream<Frame> stack = Stream.concat(Stream.of(outermost), run.stack().stream());
          json.numbers(stack.map(frames::numberOf).toList());
          weights.add(run.nanos());
        }
        now = run.startNanos() + run.nanos();
      }
    }
    SpeedscopeTree.end(json, weights);
  }
}
