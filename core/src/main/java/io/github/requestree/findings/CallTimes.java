package io.github.requestree.findings;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.FrameOnThread;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.shaping.Shaping;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the working and waiting time of each call of the application, with that of the libraries
 * below it, and the time outside of any call. Built once for all rules.
 *
 * <p>Time without an application call belongs to the innermost call that is not of the JDK.
 */
final class CallTimes {

  private static final Set<String> LOADING_METHODS =
      Set.of("loadClass", "defineClass", "findClass");

  /** The times of one call on the request's own threads, or on one thread of its lanes. */
  static final class Call {
    /** The node that has most of its time. */
    CallNode node;

    /** The lane in which it ran; null if that was on a thread of the request itself. */
    final @Nullable CallNode lane;

    final Map<WaitKind, Long> waiting = new EnumMap<>(WaitKind.class);

    /** The owners of the locks that it waited for, as {@code held by} and a thread. */
    final Set<String> lockHolders = new LinkedHashSet<>();

    /** The time in which it did not wait; it may have been without a CPU. */
    long workingNanos;

    /** The CPU time, as far as it was measured. */
    long cpuNanos;

    /** The number of stacks that ended in it or in libraries below it. */
    long walks;

    private Call(CallNode node, @Nullable CallNode lane) {
      this.node = node;
      this.lane = lane;
    }

    private void add(CallNode callNode, CallNode self) {
      node = callNode.totalNanos() > node.totalNanos() ? callNode : node;
      long waited = 0;
      for (Map.Entry<WaitKind, Long> one : self.selfWaiting().entrySet()) {
        waiting.merge(one.getKey(), one.getValue(), Long::sum);
        waited += one.getValue();
      }
      if (self.selfWaiting().containsKey(WaitKind.LOCK)) {
        self.details().stream()
            .filter(text -> text.startsWith("held by "))
            .forEach(lockHolders::add);
      }
      workingNanos += self.selfNanos() - waited;
      cpuNanos += self.selfCpuNanos();
      walks += self.evidence().walks();
    }

    long waitingNanos(WaitKind kind) {
      return waiting.getOrDefault(kind, 0L);
    }
  }

  /** A node on the way through the tree. */
  private record Place(
      CallNode node,
      @Nullable CallNode application,
      @Nullable CallNode other,
      @Nullable CallNode lane) {

    CallNode call() {
      return application != null ? application : other != null ? other : node;
    }
  }

  private final Shaping shaping;
  private final Map<FrameOnThread, Call> calls = new LinkedHashMap<>();

  /** The time on threads of the request itself in which classes were loaded. */
  long loadingNanos;

  /** The call with most of it; null if no class was loaded. */
  @Nullable CallNode loading;

  /** The time on threads of the request itself for which no stack is known. */
  long notSampledNanos;

  /** The time on no thread. */
  long awaitNanos;

  /** The time in which only lanes ran. */
  long inLanesNanos;

  /** Whether work was handed off. */
  boolean hasLanes;

  CallTimes(CallNode root, Shaping shaping) {
    this.shaping = shaping;
    Deque<Place> open = new ArrayDeque<>();
    open.push(new Place(root, null, null, null));
    while (!open.isEmpty()) {
      Place place = open.pop();
      CallNode node = place.node();
      boolean loads = beginsLoading(node.frame());
      for (CallNode handingOff : loads ? TreeWalk.nodes(node) : List.of(node)) {
        for (CallNode lane : handingOff.lanes()) {
          hasLanes = true;
          open.push(new Place(lane, null, null, lane));
        }
      }
      if (loads) {
        addLoading(place);
        continue;
      }
      add(place);
      for (CallNode child : node.children()) {
        open.push(below(place, child));
      }
    }
  }

  private Place below(Place place, CallNode child) {
    Frame frame = child.frame();
    if (shaping.isApplication(frame)) {
      return new Place(child, child, place.other(), place.lane());
    }
    boolean tells = frame.isMethod() && !"java".equals(shaping.library(frame));
    return new Place(child, place.application(), tells ? child : place.other(), place.lane());
  }

  private void add(Place place) {
    CallNode node = place.node();
    boolean own = place.lane() == null;
    switch (node.frame().kind()) {
      case NOT_SAMPLED -> notSampledNanos += own ? node.selfNanos() : 0;
      case AWAIT -> awaitNanos += own ? node.selfNanos() : 0;
      case IN_LANES -> inLanesNanos += own ? node.selfNanos() : 0;
      default -> {
        if (node.selfNanos() != 0) {
          CallNode call = place.call();
          CallNode.Lane lane = place.lane() == null ? null : place.lane().lane();
          String thread = own ? null : lane == null ? "" : lane.thread();
          calls
              .computeIfAbsent(
                  new FrameOnThread(call.frame(), thread), key -> new Call(call, place.lane()))
              .add(call, node);
        }
      }
    }
  }

  /** Returns whether the JVM begins to load or link a class with this frame. */
  private static boolean beginsLoading(Frame frame) {
    if (!frame.isMethod()) {
      return false;
    }
    String type = frame.className();
    String method = frame.name();
    return (LOADING_METHODS.contains(method) && type.contains("ClassLoader"))
        // The classes of lambdas and of texts that are put together are made when first needed.
        || (type.equals("java.lang.invoke.MethodHandleNatives") && method.startsWith("link"))
        || (type.equals("java.lang.Class") && method.startsWith("forName"));
  }

  private void addLoading(Place place) {
    if (place.lane() == null) {
      loadingNanos += place.node().totalNanos();
      if (loading == null || loading.totalNanos() < place.node().totalNanos()) {
        loading = place.node();
      }
    }
  }

  /** Returns all calls on threads of the request itself. */
  List<Call> own() {
    return calls(true);
  }

  /** Returns all calls in lanes, one for each thread. */
  List<Call> inLanes() {
    return calls(false);
  }

  private List<Call> calls(boolean own) {
    return calls.values().stream().filter(call -> (call.lane == null) == own).toList();
  }
}
