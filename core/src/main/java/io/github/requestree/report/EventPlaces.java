package io.github.requestree.report;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events stand below which node of a tree as it is shown. Not all do: the call that caused an
 * event may not be known or not be shown, and what is too short would hide the tree; the table has
 * them all. Immutable and thread-safe.
 *
 * @param byNode the events of each node that has any, by its identity
 */
record EventPlaces(IdentityHashMap<CallNode, List<Profile.Event>> byNode) {
  private static final int MOST_AT_A_NODE = 5;
  private static final int SMALL_SHARE = 100;
  private static final int ANY_LINE = -1;

  /** Places the events of a profile on its tree; the tree stays as it is. */
  static EventPlaces on(CallNode shown, Profile profile) {
    List<Profile.Event> worthALine =
        profile.events().stream().filter(event -> isWorthALine(event, profile)).toList();
    IdentityHashMap<CallNode, List<Profile.Event>> byNode = new IdentityHashMap<>();
    if (!worthALine.isEmpty()) {
      Map<StackTraceElement, CallNode> nodes = heaviestNodes(shown);
      for (Profile.Event event : worthALine) {
        CallNode node = find(event.place(), nodes);
        if (node != null) {
          byNode.computeIfAbsent(node, ignored -> new ArrayList<>()).add(event);
        }
      }
      byNode.replaceAll((node, events) -> bounded(events));
    }
    return new EventPlaces(byNode);
  }

  /** The events of this node, the ones that took longest first; last what stands for the rest. */
  List<Profile.Event> at(CallNode node) {
    List<Profile.Event> events = byNode.get(node);
    return events == null ? List.of() : events;
  }

  private static boolean isWorthALine(Profile.Event event, Profile profile) {
    return event.totalNanos() >= profile.sampling().resolutionNanos()
        || event.totalNanos() >= profile.durationNanos() / SMALL_SHARE
        || EventLabel.isOneByOne(event);
  }

  /** The heaviest node of each method, and of each method and line; made once for all events. */
  private static Map<StackTraceElement, CallNode> heaviestNodes(CallNode root) {
    Map<StackTraceElement, CallNode> nodes = new HashMap<>();
    Deque<CallNode> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      CallNode node = open.remove();
      Frame frame = node.frame();
      if (frame.isMethod()) {
        String className = frame.className();
        nodes.merge(call(className, frame.name(), ANY_LINE), node, EventPlaces::heavier);
        nodes.merge(call(className, frame.name(), node.line()), node, EventPlaces::heavier);
      }
      open.addAll(node.children());
      open.addAll(node.lanes());
    }
    return nodes;
  }

  private static @Nullable CallNode find(
      @Nullable StackTraceElement place, Map<StackTraceElement, CallNode> nodes) {
    if (place == null) {
      return null;
    }
    String className = place.getClassName();
    String method = place.getMethodName();
    CallNode atLine = nodes.get(call(className, method, place.getLineNumber()));
    return atLine != null ? atLine : nodes.get(call(className, method, ANY_LINE));
  }

  /** A key: the file and the class loader may be known on one side only. */
  private static StackTraceElement call(String className, String method, int line) {
    return new StackTraceElement(className, method, null, line);
  }

  private static CallNode heavier(CallNode one, CallNode other) {
    return other.totalNanos() > one.totalNanos() ? other : one;
  }

  /** What is suspected is never among those that are taken together, if there is room. */
  private static List<Profile.Event> bounded(List<Profile.Event> events) {
    if (events.size() <= MOST_AT_A_NODE) {
      return events;
    }
    List<Profile.Event> suspectedFirst = new ArrayList<>(events);
    suspectedFirst.sort(Comparator.comparing(event -> !EventLabel.isOneByOne(event)));
    List<Profile.Event> shown = new ArrayList<>(suspectedFirst.subList(0, MOST_AT_A_NODE));
    shown.sort(Comparator.comparingLong(Profile.Event::totalNanos).reversed());
    shown.add(together(suspectedFirst.subList(MOST_AT_A_NODE, events.size())));
    return shown;
  }

  private static Profile.Event together(List<Profile.Event> events) {
    long count = 0;
    long failures = 0;
    long totalNanos = 0;
    long maxNanos = 0;
    for (Profile.Event event : events) {
      count += event.count();
      failures += event.failures();
      totalNanos += event.totalNanos();
      maxNanos = Math.max(maxNanos, event.maxNanos());
    }
    long suspected = events.stream().filter(EventLabel::isOneByOne).count();
    String text =
        "["
            + events.size()
            + (events.size() == 1 ? " other" : " others")
            + (suspected == 0 ? "]" : ", N+1? in " + suspected + "]");
    return new Profile.Event("", text, null, count, failures, totalNanos, maxNanos, 0, Map.of());
  }
}
