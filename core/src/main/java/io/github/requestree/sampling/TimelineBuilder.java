package io.github.requestree.sampling;

import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.Collections;
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

  private record Placed(long startNanos, long nanos, Profile.Track track) {}

  private final RecordedTimeline recorded;
  private final long profileStartNanos;

  /** The stack of each node that a run is on: runs share it. */
  private final Map<RecordedNode, List<Frame>> stacks = new HashMap<>();

  private final Map<RecordedNode, List<Frame>> notSampledBelow = new HashMap<>();

  TimelineBuilder(RecordedTimeline recorded, long profileStartNanos) {
    this.recorded = recorded;
    this.profileStartNanos = profileStartNanos;
  }

  Profile.Timeline build(List<ChargedSegment> stays, List<AwaitSpan> awaits) {
    long notRecorded = stays.stream().filter(TimelineBuilder::endsUnseen).count() + awaits.size();
    recorded.shrinkTo((int) (RecordedTimeline.MAX_RUNS - notRecorded));
    List<Placed> tracks = new ArrayList<>();
    for (ChargedSegment stay : stays) {
      Profile.Track track =
          new Profile.Track(stay.segment().threadName(), stay.segment().isLane(), runs(stay));
      tracks.add(new Placed(stay.startNanos(), stay.nanos(), track));
    }
    for (AwaitSpan await : awaits) {
      long start = await.await().startNanos();
      Profile.Run run = run(start, await.nanos(), List.of(await.frame()), null);
      tracks.add(new Placed(start, await.nanos(), new Profile.Track("", false, List.of(run))));
    }
    int left = leaveOut(tracks);
    tracks.sort(Comparator.comparingLong(Placed::startNanos));
    return new Profile.Timeline(
        tracks.stream().map(Placed::track).toList(), recorded.merged() + left);
  }

  private static boolean endsUnseen(ChargedSegment stay) {
    return stay.segment().attribution == null || stay.uncharged() > 0;
  }

  private List<Profile.Run> runs(ChargedSegment stay) {
    Attribution attribution = stay.segment().attribution;
    RecordedTimeline.Track track = attribution == null ? null : attribution.track();
    List<Profile.Run> runs = new ArrayList<>();
    long start = stay.startNanos();
    for (int i = 0; track != null && i < track.size(); i++) {
      Map<RecordedNode, List<Frame>> known = track.isNotSampled(i) ? notSampledBelow : stacks;
      List<Frame> stack = known.get(track.node(i));
      if (stack == null) {
        stack = stack(track.node(i), track.isNotSampled(i));
        known.put(track.node(i), stack);
      }
      runs.add(run(start, track.nanos(i), stack, track.waitsFor(i)));
      start += track.nanos(i);
    }
    if (start < stay.endNanos()) {
      runs.add(run(start, stay.endNanos() - start, List.of(Frame.NOT_SAMPLED), null));
    }
    return runs;
  }

  private Profile.Run run(
      long startNanos, long nanos, List<Frame> stack, @Nullable WaitKind waitsFor) {
    return new Profile.Run(startNanos - profileStartNanos, nanos, stack, waitsFor);
  }

  private static List<Frame> stack(RecordedNode node, boolean notSampled) {
    List<Frame> innermostFirst = new ArrayList<>();
    if (notSampled) {
      innermostFirst.add(Frame.NOT_SAMPLED);
    }
    RecordedNode at = node;
    for (RecordedNode caller = at.parent; caller != null; caller = at.parent) {
      innermostFirst.add(at.frame());
      at = caller;
    }
    Collections.reverse(innermostFirst);
    return List.copyOf(innermostFirst);
  }

  /**
   * Leaves out the shortest of more stays and awaits than there may be runs.
   *
   * @return how many runs are missing
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
