package io.github.requestree.sampling;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the finished profile of one that has ended, or what is known of one that still runs:
 * charges the tails, finds the awaits, hangs the lanes where they were handed off. Thread-safe;
 * each profile is frozen once.
 */
final class Freezer {

  private static final int MAX_AWAIT_LABELS = 100;
  private static final int MAX_LATE = 20;
  private static final int SETTLE_SPINS = 100;
  private static final long SETTLE_PAUSE_NANOS = 100_000;
  private static final int SETTLE_PAUSES = 10_000;

  /** A lane that ends so soon after its request has missed nothing: it ended the request. */
  private static final long LANE_GRACE_NANOS = 5_000_000;

  private final Jvm jvm;
  private final InstantSource clock;
  private final long intervalNanos;
  private final BusyThreads busyThreads;
  private final long lateNanos;

  /** Held while trees are read or charged here, so that no two threads do so with one tree. */
  private final ReentrantLock trees = new ReentrantLock();

  Freezer(Jvm jvm, InstantSource clock, SamplingOptions options, BusyThreads busyThreads) {
    this.jvm = jvm;
    this.clock = clock;
    this.busyThreads = busyThreads;
    intervalNanos = options.interval().toNanos();
    lateNanos = options.blockedAfter().toNanos();
  }

  /** The profile of one that has ended. */
  Profile freeze(ActiveProfile active) {
    // Before the lock: it takes milliseconds, and others have profiles to freeze.
    awaitReturning(active.segments());
    trees.lock();
    try {
      return profile(active, stays(active), active.endNanos(), false);
    } finally {
      trees.unlock();
    }
  }

  /**
   * What is known of a profile that still runs. For the sampler alone, which has just looked at its
   * segments; waits for nobody.
   *
   * @return null if it has ended, or another profile is being frozen
   */
  @Nullable Profile soFar(ActiveProfile active) {
    if (!trees.tryLock()) {
      return null;
    }
    try {
      // Whoever ends it from now on waits for the lock before the tree is touched.
      if (active.isFinished()) {
        return null;
      }
      List<Segment> ended = new ArrayList<>();
      List<Segment> open = new ArrayList<>();
      for (Segment s = active.segments(); s != null; s = s.nextOfProfile) {
        (s.isOpen() ? open : ended).add(s);
      }
      ended.forEach(Freezer::settle);
      long now = jvm.nanoTime();
      List<Stay> stays = new ArrayList<>();
      ended.forEach(segment -> stays.add(stay(segment, active, now)));
      open.forEach(segment -> stays.add(stillOpen(segment, now)));
      stays.sort(Comparator.comparingLong(Stay::startNanos));
      return profile(active, stays, now, true);
    } finally {
      trees.unlock();
    }
  }

  private static Stay stillOpen(Segment segment, long now) {
    Attribution attribution = segment.attribution;
    long known = attribution == null ? segment.startNanos : attribution.lookNanos();
    return new Stay(segment, now, true, now - known);
  }

  private Profile profile(ActiveProfile active, List<Stay> stays, long end, boolean stillRunning) {
    Map<Segment, Stay> lanes = placeLanes(stays);
    long start = active.startNanos();
    Coverage coverage = Coverage.of(stays, start, end);

    String name = active.subject().name();
    CallNode.Builder tree =
        new TreeBuilder(lanes).build(active.root(), Frame.of(Frame.Kind.ROOT, name));
    for (Stay stay : stays) {
      if (!stay.segment().isLane()) {
        TreeBuilder.addUncharged(tree, stay.uncharged());
      }
    }
    addAwaits(tree, coverage, active, stillRunning);
    if (coverage.inLanesNanos() > 0) {
      tree.addChild(inLanes(coverage, lanes.keySet()));
    }
    CallNode root = tree.build();
    List<Stay> own = stays.stream().filter(stay -> !stay.segment().isLane()).toList();
    boolean cpuMeasured = own.stream().noneMatch(stay -> stay.segment().hasNoCpuClock());
    return Profile.builder(
            active.id(),
            name,
            clock.instant().minus(Duration.ofNanos(jvm.nanoTime() - start)),
            root)
        .overlapNanos(root.totalNanos() - (end - start))
        .durationNanos(end - start)
        .cpuNanos(cpuMeasured ? OptionalLong.of(root.totalCpuNanos()) : OptionalLong.empty())
        .allocatedBytes(sumIfKnown(own, stay -> stay.segment().allocatedBytes()))
        .thread(own.isEmpty() ? "" : own.get(0).segment().threadName())
        .stillRunning(stillRunning)
        .sampling(sampling(stays, unclockedNanos(own)))
        .surroundings(surroundings(active, stays))
        .request(active.subject().request())
        .events(active.eventList())
        .notes(notes(active))
        .build();
  }

  /** All stays in the order of their starts, each charged up to its end. */
  private List<Stay> stays(ActiveProfile active) {
    List<Stay> stays = new ArrayList<>();
    // Read once: what opens from now on is not part of the profile.
    Segment newest = active.segments();
    for (Segment s = newest; s != null; s = s.nextOfProfile) {
      s.cut(active.endNanos());
      settle(s);
    }
    // Only now: segments of a profile share its tree, and the sampler may have been in any of them.
    for (Segment s = newest; s != null; s = s.nextOfProfile) {
      stays.add(stay(s, active, active.endNanos()));
    }
    stays.sort(Comparator.comparingLong(Stay::startNanos));
    return stays;
  }

  /** Gives a lane that has ended the request the time to return from the call that did. */
  private static void awaitReturning(@Nullable Segment newest) {
    long pauses = LANE_GRACE_NANOS / SETTLE_PAUSE_NANOS;
    for (Segment s = newest; s != null; s = s.nextOfProfile) {
      for (; s.isOpen() && pauses > 0; pauses--) {
        LockSupport.parkNanos(SETTLE_PAUSE_NANOS);
      }
    }
  }

  /** Waits for an owner or sampler in the middle of its few instructions. */
  private static void settle(Segment segment) {
    for (int i = 0; !segment.isSettled(); i++) {
      if (i > SETTLE_SPINS + SETTLE_PAUSES) {
        throw new IllegalStateException("a segment has not settled");
      } else if (i > SETTLE_SPINS) {
        LockSupport.parkNanos(SETTLE_PAUSE_NANOS);
      } else {
        Thread.onSpinWait();
      }
    }
  }

  /** Charges a segment that has ended up to its end, unless that was done before. */
  private static Stay stay(Segment segment, ActiveProfile active, long profileEndNanos) {
    Attribution attribution = segment.attribution;
    boolean late = segment.endNanos() > profileEndNanos || segment.wasCut();
    boolean cut =
        segment != active.endedIn()
            && (segment.wasCut() || segment.endNanos() - profileEndNanos > LANE_GRACE_NANOS);
    long end = Math.min(segment.endNanos(), profileEndNanos);
    if (attribution == null) {
      end = Math.max(end, segment.startNanos);
      long nanos = end - segment.startNanos;
      long cpuNanos = Math.max(0, segment.cpuNanos());
      if (!segment.charged) {
        segment.root().chargeNotSampled(nanos, late ? Math.min(nanos, cpuNanos) : cpuNanos);
      }
    } else {
      // A lane may have been looked at between the request's last leaving and its end.
      end = Math.max(end, attribution.lookNanos());
      if (!segment.charged) {
        attribution.end(end, segment.endCpuNanos(), late);
      }
    }
    segment.charged = true;
    return new Stay(segment, end, cut, 0);
  }

  private static Map<Segment, Stay> placeLanes(List<Stay> stays) {
    Map<Segment, Stay> lanes = new HashMap<>();
    for (Stay stay : stays) {
      HandOff handOff = stay.segment().handOff;
      if (handOff != null) {
        lanes.put(stay.segment(), stay);
        if (!stay.segment().placed) {
          stay.segment().placed = true;
          place(handOff).addLane(stay.segment());
        }
      }
    }
    return lanes;
  }

  private static RecordedNode place(HandOff handOff) {
    Segment submitter = handOff.submitter();
    RecordedNode node = submitter.root();
    StackTraceElement[] stack = handOff.place();
    if (stack == null) {
      for (RecordedNode child = node.firstChild; child != null; child = child.nextSibling) {
        if (child.className.isEmpty()) {
          return child;
        }
      }
      return node.addChild("", "", null);
    }
    StackPath path = new StackPath(node, submitter.profile.treeSize());
    int end = submitter.base.frames(stack);
    path.moveTo(stack, StackBase.firstForeign(stack, end), end, 0);
    path.spend(1);
    RecordedNode place = path.leaf();
    path.leave(0);
    return place;
  }

  private static void addAwaits(
      CallNode.Builder root, Coverage coverage, ActiveProfile active, boolean stillRunning) {
    Map<String, long[]> sums = new LinkedHashMap<>();
    List<ActiveProfile.AwaitEnd> ends = active.awaitEnds();
    for (Coverage.Await await : coverage.awaits()) {
      String last = stillRunning ? "so far" : active.wasLetGo() ? "until let go" : "until complete";
      String label = label(await, ends, last);
      if (sums.size() >= MAX_AWAIT_LABELS && !sums.containsKey(label)) {
        label = "[await]  others";
      }
      long[] sum = sums.computeIfAbsent(label, key -> new long[2]);
      sum[0] += await.endNanos() - await.startNanos();
      sum[1]++;
    }
    sums.forEach(
        (label, sum) ->
            root.addChild(
                CallNode.builder(Frame.of(Frame.Kind.AWAIT, label))
                    .selfNanos(sum[0])
                    .count((int) sum[1])
                    .build()));
  }

  private static CallNode inLanes(Coverage coverage, Set<Segment> lanes) {
    CallNode.Builder node = CallNode.builder(Frame.IN_LANES).selfNanos(coverage.inLanesNanos());
    lanes.stream().map(Segment::threadName).distinct().sorted().limit(3).forEach(node::detail);
    return node.build();
  }

  /**
   * @param last how the last await ends
   */
  private static String label(
      Coverage.Await await, List<ActiveProfile.AwaitEnd> ends, String last) {
    Stay next = await.next();
    String how = next == null ? last : "until " + dispatchOrHandOff(next);
    for (ActiveProfile.AwaitEnd end : ends) {
      if (end.nanos() >= await.startNanos() && end.nanos() <= await.endNanos()) {
        how = "until " + end.how();
      }
    }
    String then = next == null ? "" : ", then " + next.segment().threadName();
    return "[await]  " + how + then;
  }

  private Profile.Surroundings surroundings(ActiveProfile active, List<Stay> stays) {
    List<Profile.LateStart> lateStarts = new ArrayList<>();
    for (Stay stay : stays) {
      Segment lane = stay.segment();
      HandOff handOff = lane.handOff;
      if (handOff != null && handOff.lateNanos(lane) >= lateNanos && lateStarts.size() < MAX_LATE) {
        lateStarts.add(
            new Profile.LateStart(
                lane.threadName(),
                handOff.lateNanos(lane),
                busyThreads.during(lane.threadId, handOff.dueNanos(), lane.startNanos)));
      }
    }
    return new Profile.Surroundings(
        active.inFlightAtStart(),
        active.inFlightAtMost(),
        active.subject().queuedNanos(),
        lateStarts,
        active.trace());
  }

  private static String dispatchOrHandOff(Stay next) {
    return next.segment().isLane() ? "hand-off" : "dispatch";
  }

  private static OptionalLong sumIfKnown(List<Stay> stays, ToLongFunction<Stay> value) {
    long sum = 0;
    for (Stay stay : stays) {
      long nanos = value.applyAsLong(stay);
      if (nanos == Jvm.UNKNOWN) {
        return OptionalLong.empty();
      }
      sum += nanos;
    }
    return stays.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  private static long unclockedNanos(List<Stay> own) {
    return own.stream().mapToLong(stay -> stay.segment().unclockedNanos(stay.endNanos())).sum();
  }

  private Profile.Sampling sampling(List<Stay> stays, long unclockedNanos) {
    long walks = 0;
    long polls = 0;
    long cost = 0;
    double gaps = 0;
    double squares = 0;
    for (Stay stay : stays) {
      Attribution attribution = stay.segment().attribution;
      if (attribution != null) {
        walks += attribution.walks();
        polls += attribution.polls();
        cost += attribution.costNanos();
        gaps += attribution.gapNanos();
        squares += attribution.gapSquares();
      }
    }
    // The gap around an instant of the request, on average: what is unknown about a boundary there.
    // The plain mean would say too little where many short gaps are followed by a few long ones.
    long resolution = gaps == 0 ? 0 : (long) (squares / gaps);
    return new Profile.Sampling(
        walks, polls, Math.max(intervalNanos, resolution), cost, unclockedNanos);
  }

  private static List<String> notes(ActiveProfile active) {
    List<String> notes = new ArrayList<>(active.subject().notes());
    if (active.wasLetGo()) {
      notes.add("let go: its end had not come in time, and the rest is missing");
    }
    if (active.eventsLost() > 0) {
      notes.add(active.eventsLost() + " events could not be noted");
    }
    if (active.lanesRefused() > 0) {
      notes.add(active.lanesRefused() + " more hand-offs are not shown");
    }
    if (active.treeSize().stacksCut() > 0) {
      notes.add(
          active.treeSize().stacksCut()
              + " stacks were cut: a tree holds 10,000 nodes and 512 frames in depth");
    }
    return notes;
  }
}
