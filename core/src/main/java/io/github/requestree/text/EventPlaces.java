package io.github.requestree.text;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the nodes of a shown tree below which events stand. Not all events do: the call that caused
 * one may not be known or not be shown, and short ones would hide the tree. The table has them all.
 * Immutable and thread-safe.
 *
 * <p>No event takes longer than the node that it stands below, unless it is of several threads. The
 * call that caused it may seem shorter, because it was seen too seldom or was made from several
 * places. Then the event stands below the caller that is long enough.
 *
 * @param byNode the events of each node that has any, by its identity
 */
record EventPlaces(IdentityHashMap<CallNode, List<Line>> byNode) {
  static final EventPlaces NONE = new EventPlaces(new IdentityHashMap<>());

  private static final int MAX_AT_A_NODE = 5;
  private static final int SMALL_SHARE = 100;
  private static final int ANY_LINE = -1;

  /**
   * An event below a node.
   *
   * @param nanos its duration, or its node's if that differs by less than the resolution
   * @param threads the number of threads that the node's method was on
   * @param called whether a call below the node caused it, which is not long enough itself
   */
  record Line(Profile.Event event, long nanos, int threads, boolean called) {}

  /** A node with the way to it. */
  private record Spot(CallNode node, @Nullable Spot caller, CallNode thread) {}

  /** All nodes of one call. */
  private static final class Call {
    private Spot heaviest;
    private long nanos;
    private final Set<CallNode> threads = Collections.newSetFromMap(new IdentityHashMap<>(2));

    Call(Spot first) {
      heaviest = first;
    }

    void add(Spot spot) {
      if (spot.node().totalNanos() > heaviest.node().totalNanos()) {
        heaviest = spot;
      }
      nanos += spot.node().totalNanos();
      threads.add(spot.thread());
    }
  }

  /** Places the events of a profile on its tree; the tree stays as it is. */
  static EventPlaces on(CallNode shown, Profile profile, TimeColumn times) {
    List<Profile.Event> worthALine =
        profile.events().stream()
            .filter(event -> !times.isNothing(event.totalNanos()) && isWorthALine(event, profile))
            .toList();
    IdentityHashMap<CallNode, List<Line>> byNode = new IdentityHashMap<>();
    if (!worthALine.isEmpty()) {
      Map<StackTraceElement, Call> calls = calls(shown);
      for (Profile.Event event : worthALine) {
        Call call = find(event.place(), calls);
        if (call != null) {
          place(event, call, profile.sampling().resolutionNanos(), byNode);
        }
      }
      byNode.replaceAll(EventPlaces::bounded);
    }
    return new EventPlaces(byNode);
  }

  /**
   * Returns the events of this node, the ones that took longest first; last the line that stands
   * for the rest.
   */
  List<Line> at(CallNode node) {
    List<Line> events = byNode.get(node);
    return events == null ? List.of() : events;
  }

  /** The events of the profile that have no line of their own in the tree. */
  List<Profile.Event> notShown(Profile profile) {
    Set<Profile.Event> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    byNode.values().forEach(lines -> lines.forEach(line -> shown.add(line.event())));
    return profile.events().stream().filter(event -> !shown.contains(event)).toList();
  }

  private static void place(
      Profile.Event event,
      Call call,
      long resolutionNanos,
      IdentityHashMap<CallNode, List<Line>> byNode) {
    long least = event.totalNanos() - resolutionNanos;
    boolean onSeveral = call.threads.size() > 1 && call.nanos >= least;
    Spot spot = call.heaviest;
    boolean called = false;
    while (!onSeveral && spot != null && spot.node().totalNanos() < least) {
      spot = spot.node() == spot.thread() ? null : spot.caller();
      called = true;
    }
    if (spot != null) {
      CallNode node = spot.node();
      boolean fits = node.totalNanos() >= least;
      long nanos = fits ? Math.min(node.totalNanos(), event.totalNanos()) : event.totalNanos();
      byNode
          .computeIfAbsent(node, ignored -> new ArrayList<>())
          .add(new Line(event, nanos, fits ? 1 : call.threads.size(), called));
    }
  }

  private static boolean isWorthALine(Profile.Event event, Profile profile) {
    return event.totalNanos() >= profile.sampling().resolutionNanos()
        || event.totalNanos() >= profile.durationNanos() / SMALL_SHARE
        || event.isOneByOne();
  }

  /** Returns the nodes of each method, and of each method and line; made once for all events. */
  private static Map<StackTraceElement, Call> calls(CallNode root) {
    Map<StackTraceElement, Call> calls = new HashMap<>();
    Deque<Spot> open = new ArrayDeque<>(List.of(new Spot(root, null, root)));
    while (!open.isEmpty()) {
      Spot spot = open.remove();
      CallNode node = spot.node();
      Frame frame = node.frame();
      if (frame.isMethod()) {
        for (int line : new int[] {ANY_LINE, node.line()}) {
          calls
              .computeIfAbsent(
                  call(frame.className(), frame.name(), line), ignored -> new Call(spot))
              .add(spot);
        }
      }
      node.children().forEach(child -> open.add(new Spot(child, spot, spot.thread())));
      node.lanes().forEach(lane -> open.add(new Spot(lane, spot, lane)));
    }
    return calls;
  }

  private static @Nullable Call find(
      @Nullable StackTraceElement place, Map<StackTraceElement, Call> calls) {
    if (place == null) {
      return null;
    }
    String className = place.getClassName();
    String method = place.getMethodName();
    Call atLine = calls.get(call(className, method, place.getLineNumber()));
    return atLine != null ? atLine : calls.get(call(className, method, ANY_LINE));
  }

  /** Returns a key: the file and the class loader may be known on one side only. */
  private static StackTraceElement call(String className, String method, int line) {
    return new StackTraceElement(className, method, null, line);
  }

  /** Takes the surplus events together; suspected ones are not among them, if there is room. */
  private static List<Line> bounded(CallNode node, List<Line> events) {
    if (events.size() <= MAX_AT_A_NODE) {
      return events;
    }
    List<Line> suspectedFirst = new ArrayList<>(events);
    suspectedFirst.sort(Comparator.comparing(line -> !line.event().isOneByOne()));
    List<Line> shown = new ArrayList<>(suspectedFirst.subList(0, MAX_AT_A_NODE));
    shown.sort(Comparator.comparingLong(Line::nanos).reversed());
    shown.add(together(node, suspectedFirst.subList(MAX_AT_A_NODE, events.size())));
    return shown;
  }

  private static Line together(CallNode node, List<Line> lines) {
    long count = 0;
    long failures = 0;
    long totalNanos = 0;
    long maxNanos = 0;
    int threads = 1;
    int suspected = 0;
    for (Line line : lines) {
      Profile.Event event = line.event();
      count += event.count();
      failures += event.failures();
      totalNanos += line.nanos();
      maxNanos = Math.max(maxNanos, event.maxNanos());
      threads = Math.max(threads, line.threads());
      suspected += event.isOneByOne() ? 1 : 0;
    }
    String text =
        "["
            + lines.size()
            + (lines.size() == 1 ? " other" : " others")
            + (suspected == 0 ? "]" : ", N+1? in " + suspected + "]");
    // They may lie within one another.
    long nanos = threads > 1 ? totalNanos : Math.min(totalNanos, node.totalNanos());
    return new Line(
        new Profile.Event("", text, null, count, failures, totalNanos, maxNanos, 0, Map.of()),
        nanos,
        threads,
        false);
  }
}
