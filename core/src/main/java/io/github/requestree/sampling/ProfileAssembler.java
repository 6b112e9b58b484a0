package io.github.requestree.sampling;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the finished profile of one that has ended, or what is known of one that still runs:
 * charges the tails, finds the awaits, hangs the lanes where they were handed off. Thread-safe;
 * each profile is assembled once.
 */
final class ProfileAssembler {

  private static final int MAX_LATE = 20;

  private final Jvm jvm;
  private final InstantSource clock;
  private final long intervalNanos;
  private final String budgetText;
  private final BusyHistory busyHistory;
  private final long lateNanos;

  /** Held while trees are read or charged here, so that no two threads do so with one tree. */
  private final ReentrantLock trees = new ReentrantLock();

  ProfileAssembler(Jvm jvm, InstantSource clock, SamplingOptions options, BusyHistory busyHistory) {
    this.jvm = jvm;
    this.clock = clock;
    this.busyHistory = busyHistory;
    intervalNanos = options.interval().toNanos();
    String share = percent(options.maxOverhead());
    double most = Budget.mostInAMinute(options.maxOverhead());
    budgetText =
        share
            + "; raise maxOverhead"
            + (most > options.maxOverhead()
                ? " (under lasting load; at most "
                    + percent(most)
                    + " in a minute after a quiet one)"
                : "");
    lateNanos = options.blockedAfter().toNanos();
  }

  /** The profile of one that has ended. */
  Profile assemble(ActiveProfile active) {
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
   * What is known of a profile that still runs. For the sampler alone, which has just looked at its
   * segments; waits for nobody.
   *
   * @return null if it has ended, its tree is torn, or another profile is being assembled
   */
  @Nullable Profile soFar(ActiveProfile active) {
    if (!trees.tryLock()) {
      return null;
    }
    try {
      // Whoever ends it from now on waits for the lock before the tree is touched.
      if (active.isFinished() || active.isTorn()) {
        return null;
      }
      return profile(active, ChargedSegments.soFar(active, jvm), true);
    } finally {
      trees.unlock();
    }
  }

  private Profile profile(ActiveProfile active, ChargedSegments found, boolean stillRunning) {
    List<ChargedSegment> stays = found.all();
    Map<Segment, ChargedSegment> lanes = placeLanes(stays);
    long start = active.startNanos();
    long end = found.endNanos();
    AwaitFinder coverage = AwaitFinder.of(stays, start, end);

    String name = active.subject().name();
    CallNode.Builder tree =
        new TreeBuilder(lanes).build(active.root(), Frame.of(Frame.Kind.ROOT, name));
    for (ChargedSegment stay : stays) {
      if (!stay.segment().isLane()) {
        TreeBuilder.addUncharged(tree, stay.uncharged());
      }
    }
    List<AwaitSpan> awaits = AwaitSpan.of(coverage, active, stillRunning);
    AwaitSpan.addTo(tree, awaits);
    if (coverage.inLanesNanos() > 0) {
      tree.addChild(inLanes(coverage, lanes.keySet()));
    }
    CallNode root = tree.build();
    List<ChargedSegment> own = stays.stream().filter(stay -> !stay.segment().isLane()).toList();
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
        .timeline(timeline(active, stays, awaits))
        .events(active.eventList())
        .notes(notes(active, stays))
        .build();
  }

  private static Map<Segment, ChargedSegment> placeLanes(List<ChargedSegment> stays) {
    Map<Segment, ChargedSegment> lanes = new HashMap<>();
    for (ChargedSegment stay : stays) {
      HandOff handOff = stay.segment().handOff;
      if (handOff != null) {
        lanes.put(stay.segment(), stay);
        if (!stay.segment().placed) {
          place(handOff).addLane(stay.segment());
          stay.segment().placed = true;
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
        if (child.isUnknownPlace()) {
          return child;
        }
      }
      return node.addChild("", "", null);
    }
    SeenStack seen =
        DeepStack.seen(submitter, stack, new StackPath(node, submitter.profile.treeSize()));
    return StackPath.node(node, submitter.profile.treeSize(), seen, 1);
  }

  private static Profile.Timeline timeline(
      ActiveProfile active, List<ChargedSegment> stays, List<AwaitSpan> awaits) {
    RecordedTimeline recorded = active.timeline();
    return recorded == null
        ? Profile.Timeline.NONE
        : new TimelineBuilder(recorded, active.startNanos()).build(stays, awaits);
  }

  private static CallNode inLanes(AwaitFinder coverage, Set<Segment> lanes) {
    CallNode.Builder node = CallNode.builder(Frame.IN_LANES).selfNanos(coverage.inLanesNanos());
    lanes.stream().map(Segment::threadName).distinct().sorted().limit(3).forEach(node::detail);
    return node.build();
  }

  private Profile.Surroundings surroundings(ActiveProfile active, List<ChargedSegment> stays) {
    List<Profile.LateStart> lateStarts = new ArrayList<>();
    for (ChargedSegment stay : stays) {
      Segment lane = stay.segment();
      HandOff handOff = lane.handOff;
      if (handOff != null && handOff.lateNanos(lane) >= lateNanos && lateStarts.size() < MAX_LATE) {
        lateStarts.add(
            new Profile.LateStart(
                lane.threadName(),
                handOff.lateNanos(lane),
                busyHistory.during(lane.threadId, handOff.dueNanos(), lane.startNanos)));
      }
    }
    return new Profile.Surroundings(
        active.inFlightAtStart(),
        active.inFlightAtMost(),
        active.subject().queuedNanos(),
        lateStarts,
        active.trace());
  }

  private static OptionalLong sumIfKnown(
      List<ChargedSegment> stays, ToLongFunction<ChargedSegment> value) {
    long sum = 0;
    for (ChargedSegment stay : stays) {
      long nanos = value.applyAsLong(stay);
      if (nanos == Jvm.UNKNOWN) {
        return OptionalLong.empty();
      }
      sum += nanos;
    }
    return stays.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  private static long unclockedNanos(List<ChargedSegment> own) {
    return own.stream().mapToLong(stay -> stay.segment().unclockedNanos(stay.endNanos())).sum();
  }

  private Profile.Sampling sampling(List<ChargedSegment> stays, long unclockedNanos) {
    long walks = 0;
    long polls = 0;
    long cost = 0;
    double gaps = 0;
    double squares = 0;
    for (ChargedSegment stay : stays) {
      Attribution attribution = stay.segment().attribution;
      if (attribution != null) {
        walks += attribution.walks();
        polls += attribution.polls();
        cost += attribution.costNanos();
        gaps += attribution.gapNanos();
        squares += attribution.gapSquares();
      } else {
        gaps += stay.nanos();
        squares += (double) stay.nanos() * stay.nanos();
      }
    }
    // The gap around an instant of the request, on average: what is unknown about a boundary there.
    // The plain mean would say too little where many short gaps are followed by a few long ones.
    long resolution = gaps == 0 ? 0 : (long) (squares / gaps);
    boolean unknown = stays.stream().allMatch(stay -> stay.segment().attribution == null);
    return new Profile.Sampling(
        walks,
        polls,
        unknown && resolution > 0 ? resolution : Math.max(intervalNanos, resolution),
        cost,
        unclockedNanos);
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  /** Why nobody saw a stack; empty if somebody did, or there was no thread to look at. */
  private String unseen(List<ChargedSegment> stays) {
    if (stays.isEmpty() || stays.stream().anyMatch(ProfileAssembler::wasWalked)) {
      return "";
    }
    long planned = stays.stream().mapToLong(stay -> stay.segment().plannedGapNanos).max().orElse(0);
    boolean isLong = stays.stream().mapToLong(ChargedSegment::nanos).sum() > 2 * intervalNanos;
    if (!isLong) {
      return "nothing was sampled: it was over before the first look";
    }
    String usedUp = "other requests used up the budget of " + budgetText;
    return planned > intervalNanos
        ? "nothing was sampled: " + usedUp
        : "nothing was sampled: the sampler came too late, or " + usedUp;
  }

  private static boolean wasWalked(ChargedSegment stay) {
    Attribution attribution = stay.segment().attribution;
    return attribution != null && attribution.walks() > 0;
  }

  private List<String> notes(ActiveProfile active, List<ChargedSegment> stays) {
    List<String> notes = new ArrayList<>(active.subject().notes());
    if (active.isOnDemand()) {
      notes.add("on demand: its cost is paid by a budget of its own");
    }
    String unseen = unseen(stays);
    if (!unseen.isEmpty()) {
      notes.add(unseen);
    }
    if (active.letGo() != null) {
      notes.add("let go: " + active.letGo() + ", and the rest is missing");
    }
    if (active.hasSamplingFailed()) {
      notes.add("sampling failed or ended meanwhile: what is missing is not sampled");
    }
    if (active.eventsLost() > 0) {
      notes.add(active.eventsLost() + " events could not be noted");
    }
    if (active.eventsWithoutAttributes() > 0) {
      notes.add(active.eventsWithoutAttributes() + " events have no room for their attributes");
    }
    if (active.lanesRefused() > 0) {
      notes.add(active.lanesRefused() + " more hand-offs are not shown");
    }
    if (active.hasUnfollowed()) {
      notes.add("tasks were not followed, as their executor shows them to others: wrap the tasks");
    }
    if (active.treeSize().stacksCut() > 0) {
      notes.add(
          active.treeSize().stacksCut()
              + " stacks were cut: a tree holds 10,000 nodes and 512 frames in depth");
    }
    return notes;
  }
}
