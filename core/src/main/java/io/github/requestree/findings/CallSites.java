package io.github.requestree.findings;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.profile.WaitKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the calls in a tree that made queries and remote calls, and their times. The time of an
 * event counts only as far as its call took that long.
 */
final class CallSites {

  /** The parts of a method on the threads of the request itself, or in one lane. */
  static final class Site {
    /** The node that has most of its time. */
    CallNode node;

    /** The lane; null for threads of the request itself. */
    final @Nullable CallNode lane;

    long nanos;

    private Site(CallNode node, @Nullable CallNode lane) {
      this.node = node;
      this.lane = lane;
    }
  }

  private final Set<Frame> sought = new HashSet<>();
  private final Map<Frame, Site> own = new HashMap<>();
  private final Map<Frame, Site> longestInLane = new HashMap<>();
  private long remoteWaitNanos;

  /** Finds the calls that made these events. */
  CallSites(CallNode root, List<Profile.Event> events) {
    for (Profile.Event event : events) {
      StackTraceElement place = event.place();
      if (place != null) {
        sought.add(method(place));
      }
    }
    if (!sought.isEmpty()) {
      search(root, null, own);
      for (CallNode lane : TreeWalk.lanes(root)) {
        Map<Frame, Site> found = new HashMap<>();
        search(lane, lane, found);
        found.forEach(
            (method, site) ->
                longestInLane.merge(
                    method, site, (one, other) -> one.nanos >= other.nanos ? one : other));
      }
    }
  }

  /**
   * Returns the call that made this event, on the request's own threads; null if it was not seen
   * there.
   */
  @Nullable Site own(Profile.Event event) {
    StackTraceElement place = event.place();
    return place == null ? null : own.get(method(place));
  }

  /** Returns the same in the lane in which that call took longest. */
  @Nullable Site inLane(Profile.Event event) {
    StackTraceElement place = event.place();
    return place == null ? null : longestInLane.get(method(place));
  }

  /**
   * Returns the time that these calls waited for remote services, on the threads of the request
   * itself.
   */
  long remoteWaitNanos() {
    return remoteWaitNanos;
  }

  private void search(CallNode root, @Nullable CallNode lane, Map<Frame, Site> found) {
    Map<Frame, Integer> open = new HashMap<>();
    TreeWalk.walk(
        root,
        new TreeWalk.Visitor<RuntimeException>() {
          private int openSites;

          @Override
          public void enter(CallNode node) {
            Frame method = method(node);
            if (node.frame().isMethod() && sought.contains(method)) {
              // A method that calls itself, at whatever distance, takes its time once.
              if (open.merge(method, 1, Integer::sum) == 1) {
                add(found.computeIfAbsent(method, key -> new Site(node, lane)), node);
              }
              if (++openSites == 1 && lane == null) {
                remoteWaitNanos +=
                    waited(node, WaitKind.HTTP_CLIENT) + waited(node, WaitKind.SOCKET);
              }
            }
          }

          @Override
          public void leave(CallNode node) {
            Frame method = method(node);
            if (node.frame().isMethod() && sought.contains(method)) {
              open.merge(method, -1, Integer::sum);
              openSites--;
            }
          }
        });
  }

  /** Returns a method as a key, by its class and name alone. */
  private static Frame method(CallNode node) {
    return Frame.method(node.frame().className(), node.frame().name(), null);
  }

  private static Frame method(StackTraceElement place) {
    return Frame.method(place.getClassName(), place.getMethodName(), null);
  }

  private static void add(Site site, CallNode node) {
    site.node = node.totalNanos() > site.node.totalNanos() ? node : site.node;
    site.nanos += node.totalNanos();
  }

  private static long waited(CallNode node, WaitKind kind) {
    return node.totalWaiting().getOrDefault(kind, 0L);
  }
}
