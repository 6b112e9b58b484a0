package io.github.requestree.sampling;

import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.recording.Attribution;
import io.github.requestree.sampling.recording.RecordedNode;
import io.github.requestree.sampling.recording.RecordedTimeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the recorded timeline into the immutable one, of at most {@link RecordedTimeline#MAX_RUNS}
 * runs. <em>Not</em> thread-safe.
 */
final class TimelineBuilder {

  private record Placed(long startNanos, long nanos, Timeline.Track track) {}

  private final RecordedTimeline recorded;
  private final long profileStartNanos;

  /** The stack of each node that a run is on: runs share it. */
  private final Map<RecordedNode, List<Frame>> stacks = new HashMap<>();

  private final Map<RecordedNode, List<Frame>> notSampledBelow = new HashMap<>();

  TimelineBuilder(RecordedTimeline recorded, long profileStartNanos) {
    this.recorded = recorded;
    this.profileStartNanos = profileStartNanos;
  }

  Timeline build(List<ChargedSegment> all, List<AwaitSpan> awaits) {
    long notRecorded = all.stream().filter(TimelineBuilder::endsUnseen).count() + awaits.size();
    recorded.shrinkTo((int) (RecordedTimeline.MAX_RUNS - notRecorded));
    List<Placed> tracks = new ArrayList<>();
    for (ChargedSegment known : all) {
      Timeline.Track track =
          new Timeline.Track(known.segment().threadName(), known.segment().isLane(), runs(known));
      tracks.add(new Placed(known.startNanos(), known.nanos(), track));
    }
    for (AwaitSpan await : awaits) {
      long start = await.await().startNanos();
      Timeline.Run run = run(start, await.nanos(), List.of(await.frame()), null);
      tracks.add(new Placed(start, await.nanos(), new Timeline.Track("", false, List.of(run))));
    }
    int left = leaveOut(tracks);
    tracks.sort(Comparator.comparingLong(Placed::startNanos));
    return new Timeline(tracks.stream().map(Placed::track).toList(), recorded.merged() + left);
  }

  private static boolean endsUnseen(ChargedSegment known) {
    return known.segment().attribution == null || known.uncharged() > 0;
  }

  private List<Timeline.Run> runs(ChargedSegment known) {
    Attribution attribution = known.segment().attribution;
    RecordedTimeline.Track track = attribution == null ? null : attribution.track();
    List<Timeline.Run> runs = new ArrayList<>();
    long start = known.startNanos();
    for (int i = 0; track != null && i < track.size(); i++) {
      Map<RecordedNode, List<Frame>> stacksOf = track.isNotSampled(i) ? notSampledBelow : stacks;
      List<Frame> stack = stacksOf.get(track.node(i));
      if (stack == null) {
        stack = stack(track.node(i), track.isNotSampled(i));
        stacksOf.put(track.node(i), stack);
      }
      runs.add(run(start, track.nanos(i), stack, track.waitsFor(i)));
      start += track.nanos(i);
    }
    if (start < known.endNanos()) {
      runs.add(run(start, known.endNanos() - start, List.of(Frame.NOT_SAMPLED), null));
    }
    return runs;
  }

  private Timeline.Run run(
      long startNanos, long nanos, List<Frame> stack, @Nullable WaitKind waitsFor) {
    return new Timeline.Run(startNanos - profileStartNanos, nanos, stack, waitsFor);
  }

  private static List<Frame> stack(RecordedNode node, boolean notSampled) {
    List<Frame> frames = node.stack();
    if (notSampled) {
      frames.add(Frame.NOT_SAMPLED);
    }
    return List.copyOf(frames);
  }

  /**
   * Leaves out the shortest of more segments and awaits than there may be runs.
   *
   * @return the number of missing runs
   */
  private static int leaveOut(List<Placed> tracks) {
    int runs = 0;
    for (Placed placed : tracks) {
      runs += placed.track().runs().size();
    }
    if (runs <= RecordedTimeline.MAX_RUNS) {
      return 0;
    }
    tracks.sort(Comparator.comparingLong(Placed::nanos).reversed());
    int room = RecordedTimeline.MAX_RUNS;
    int kept = 0;
    while (room >= tracks.get(kept).track().runs().size()) {
      room -= tracks.get(kept).track().runs().size();
      kept++;
    }
    tracks.subList(kept, tracks.size()).clear();
    return runs - (RecordedTimeline.MAX_RUNS - room);
  }
}
