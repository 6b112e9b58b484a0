package io.github.requestree.sampling;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.Timeline;
import io.github.requestree.sampling.recording.LookTotals;
import io.github.requestree.sampling.recording.RecordedTimeline;
import io.github.requestree.sampling.recording.TreeBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the finished profile of one that has ended, or the profile so far of one that still runs.
 * It charges the tails, finds the awaits and attaches the lanes where they were handed off.
 * Thread-safe; each profile is assembled once.
 */
final class ProfileAssembler {

  private static final int MAX_LATE = 20;

  private final Jvm jvm;
  private final InstantSource clock;
  private final long intervalNanos;
  private final long lateNanos;
  private final BusyHistory busyHistory;
  private final GcPauses gcPauses;
  private final ProfileNotes notes;

  /** Held while trees are read or charged here, so that no two threads do so with one tree. */
  private final ReentrantLock trees = new ReentrantLock();

  ProfileAssembler(
      Jvm jvm,
      InstantSource clock,
      SamplingOptions options,
      BusyHistory busyHistory,
      GcPauses gcPauses) {
    this.jvm = jvm;
    this.clock = clock;
    this.busyHistory = busyHistory;
    this.gcPauses = gcPauses;
    intervalNanos = options.interval().toNanos();
    lateNanos = options.blockedAfter().toNanos();
    notes = new ProfileNotes(options);
  }

  /** Returns the history of work that kept busy the threads that receive hand-offs. */
  BusyHistory busyHistory() {
    return busyHistory;
  }

  /** Returns the profile of one that has ended. */
  Profile assemble(ProfileState active) {
    // Before the lock: it takes milliseconds, and others have profiles to assemble.
    ChargedSegments.awaitReturning(active.segments());
    trees.lock();
    try {
      return profile(active, ChargedSegments.of(active), false);
    } finally {
      trees.unlock();
    }
  }

  /**
   * Returns the profile so far of one that still runs. For the sampler alone, which has just
   * checked its segments; never waits.
   *
   * @return null if it has ended, its tree is torn, or another profile is being assembled
   */
  @Nullable Profile soFar(ProfileState active) {
    if (!trees.tryLock()) {
      return null;
    }
    try {
      // A thread that ends it from now on waits for the lock before it touches the tree.
      if (active.isFinished() || ChargedSegments.isTorn(active.segments())) {
        return null;
      }
      return profile(active, ChargedSegments.soFar(active, jvm), true);
    } finally {
      trees.unlock();
    }
  }

  private Profile profile(ProfileState active, ChargedSegments found, boolean stillRunning) {
    List<ChargedSegment> all = found.all();
    List<ChargedSegment> own = all.stream().filter(known -> !known.segment().isLane()).toList();
    Lanes lanes = new Lanes(all);
    long start = active.startNanos();
    long end = found.endNanos();
    AwaitFinder coverage = AwaitFinder.of(all, start, end);

    EventRecorder noted = active.noted().eventsIfAny();
    if (noted != null && !stillRunning) {
      noted.endOpen();
    }
    String name = active.subject().name();
    CallNode.Builder tree = lanes.tree(active.recorded().root, Frame.of(Frame.Kind.ROOT, name));
    own.forEach(known -> TreeBuilder.addNotSampled(tree, known.uncharged(), 0));
    List<AwaitSpan> awaits = AwaitSpan.of(coverage, active, stillRunning);
    AwaitSpan.addTo(tree, awaits);
    if (coverage.inLanesNanos() > 0) {
      tree.addChild(lanes.inLanes(coverage.inLanesNanos()));
    }
    CallNode root = tree.build();
    boolean cpuMeasured = own.stream().noneMatch(known -> known.segment().clocks.hasNoCpuClock());
    return Profile.builder(
            active.id(),
            name,
            clock.instant().minus(Duration.ofNanos(jvm.nanoTime() - start)),
            root)
        .overlapNanos(root.totalNanos() - (end - start))
        .durationNanos(end - start)
        .cpuNanos(cpuMeasured ? OptionalLong.of(root.totalCpuNanos()) : OptionalLong.empty())
        .allocatedBytes(sumIfKnown(own, known -> known.segment().clocks.allocatedBytes()))
        .thread(own.isEmpty() ? "" : own.get(0).segment().threadName())
        .stillRunning(stillRunning)
        .sampling(sampling(all, own.stream().mapToLong(ChargedSegment::unclockedNanos).sum()))
        .surroundings(surroundings(active, all, end))
        .request(active.subject().request())
        .tags(active.noted().tags())
        .timeline(timeline(active, all, awaits))
        .events(noted == null ? List.of() : noted.toList())
        .notes(notes.of(active, all))
        .build();
  }

  private static Timeline timeline(
      ProfileState active, List<ChargedSegment> all, List<AwaitSpan> awaits) {
    RecordedTimeline recorded = active.recorded().timeline;
    return recorded == null
        ? Timeline.NONE
        : new TimelineBuilder(recorded, active.startNanos()).build(all, awaits);
  }

  private Surroundings surroundings(ProfileState active, List<ChargedSegment> all, long end) {
    List<Surroundings.LateStart> lateStarts = new ArrayList<>();
    for (ChargedSegment known : all) {
      Segment lane = known.segment();
      HandOff handOff = lane.handOff;
      if (handOff != null && handOff.lateNanos(lane) >= lateNanos && lateStarts.size() < MAX_LATE) {
        lateStarts.add(
            new Surroundings.LateStart(
                lane.threadName(),
                handOff.lateNanos(lane),
                busyHistory.during(lane.threadId, handOff.dueNanos(), lane.startNanos)));
      }
    }
    return new Surroundings(
        active.inFlightAtStart,
        active.inFlightAtMost(),
        active.subject().queuedNanos(),
        lateStarts,
        active.noted().trace(active.subject()),
        gcPauses.between(active.startNanos(), end));
  }

  private static OptionalLong sumIfKnown(
      List<ChargedSegment> own, ToLongFunction<ChargedSegment> value) {
    long sum = 0;
    for (ChargedSegment known : own) {
      long one = value.applyAsLong(known);
      if (one == Jvm.UNKNOWN) {
        return OptionalLong.empty();
      }
      sum += one;
    }
    return own.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  private Profile.Sampling sampling(List<ChargedSegment> all, long unclockedNanos) {
    LookTotals totals =
        all.stream().map(ChargedSegment::totals).reduce(LookTotals.NONE, LookTotals::plus);
    // The mean gap around an instant of the request, which is the uncertainty of a boundary there.
    // The plain mean would be too small if a few long gaps follow many short ones.
    long resolution = totals.gapNanos() == 0 ? 0 : (long) (totals.gapSquares() / totals.gapNanos());
    boolean unknown = all.stream().allMatch(known -> known.segment().attribution == null);
    return new Profile.Sampling(
        totals.walks(),
        totals.polls(),
        unknown && resolution > 0 ? resolution : Math.max(intervalNanos, resolution),
        totals.costNanos(),
        unclockedNanos);
  }
}
