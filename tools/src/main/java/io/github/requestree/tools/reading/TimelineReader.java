package io.github.requestree.tools.reading;

import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.tools.reading.JsonInput.WrongValueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a timeline; its frames are numbers until their table is known. <em>Not</em> thread-safe.
 */
final class TimelineReader {

  private record Run(
      long startNanos, long nanos, List<Integer> stack, @Nullable WaitKind waiting) {}

  private record Track(String thread, boolean lane, List<Run> runs) {}

  private final JsonInput json;
  private final List<Track> tracks = new ArrayList<>();
  private long mergedRuns;

  TimelineReader(JsonInput json) {
    this.json = json;
  }

  void read() throws IOException {
    Fields of = new Fields(json);
    json.object(
        name -> {
          switch (name) {
            case "tracks" -> tracks.addAll(json.list(this::track));
            case "mergedRuns" -> of.number(name);
            default -> throw json.unknown(name);
          }
        });
    mergedRuns = of.numberOf("mergedRuns");
  }

  private Track track() throws IOException {
    Fields of = new Fields(json);
    List<Run> runs = new ArrayList<>();
    json.object(
        name -> {
          switch (name) {
            case "thread" -> of.text(name);
            case "lane" -> of.flag(name);
            case "runs" -> runs.addAll(json.list(this::run));
            default -> throw json.unknown(name);
          }
        });
    return new Track(of.theText("thread"), of.flagOf("lane"), runs);
  }

  private Run run() throws IOException {
    Fields of = new Fields(json);
    List<Integer> stack = new ArrayList<>();
    @Nullable WaitKind[] waiting = new WaitKind[1];
    json.object(
        name -> {
          switch (name) {
            case "startNanos" -> of.offset(name);
            case "nanos" -> of.number(name);
            case "stack" -> stack.addAll(json.list(json::smallNumber));
            case "waiting" -> waiting[0] = json.isNull() ? null : json.constant(WaitKind.class);
            default -> throw json.unknown(name);
          }
        });
    return new Run(of.theNumber("startNanos"), of.theNumber("nanos"), stack, waiting[0]);
  }

  Timeline build(List<Frame> frames) throws WrongValueException {
    List<Timeline.Track> built = new ArrayList<>();
    for (Track track : tracks) {
      List<Timeline.Run> runs = new ArrayList<>();
      for (Run run : track.runs()) {
        List<Frame> stack = new ArrayList<>(run.stack().size());
        for (int frame : run.stack()) {
          if (frame >= frames.size()) {
            throw new WrongValueException(
                "has a run on frame " + frame + ", which is not in its table");
          }
          stack.add(frames.get(frame));
        }
        runs.add(new Timeline.Run(run.startNanos(), run.nanos(), stack, run.waiting()));
      }
      built.add(new Timeline.Track(track.thread(), track.lane(), runs));
    }
    return built.isEmpty() && mergedRuns == 0 ? Timeline.NONE : new Timeline(built, mergedRuns);
  }
}
