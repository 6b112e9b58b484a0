package io.github.requestree.routes;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.TreeWalk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The single profiles of a route that took longest, kept whole as far as there is room. */
final class WorstProfiles {

  static final int MAX = 5;

  /** A kept profile, and its count in the room that all routes share. */
  private record Kept(Profile profile, int nodes) {}

  private static final Comparator<Kept> MAX_FIRST =
      Comparator.comparingLong((Kept kept) -> kept.profile().durationNanos()).reversed();

  private final NodeBudget room;
  private final List<Kept> kept = new ArrayList<>(MAX + 1);

  /**
   * @param room the room that the profiles of all routes share
   */
  WorstProfiles(NodeBudget room) {
    this.room = room;
  }

  void add(Profile profile) {
    if (kept.size() == MAX
        && kept.get(MAX - 1).profile().durationNanos() >= profile.durationNanos()) {
      return;
    }
    int nodes = nodes(profile);
    while (!room.take(nodes)) {
      int last = kept.size() - 1;
      if (last < 0 || kept.get(last).profile().durationNanos() >= profile.durationNanos()) {
        return;
      }
      room.give(kept.remove(last).nodes());
    }
    kept.add(new Kept(profile, nodes));
    kept.sort(MAX_FIRST);
    if (kept.size() > MAX) {
      room.give(kept.remove(MAX).nodes());
    }
  }

  /**
   * Returns the size of a profile in nodes; other parts of it count like the nodes of its trees.
   */
  private static int nodes(Profile profile) {
    int nodes = 0;
    for (Profile.Event event : profile.events()) {
      nodes += 1 + event.attributes().size();
    }
    for (Timeline.Track track : profile.timeline().tracks()) {
      nodes += track.runs().size();
    }
    return nodes + TreeWalk.nodesWithLanes(profile.root()).size();
  }

  /** Gives back the room. */
  void forget() {
    kept.forEach(each -> room.give(each.nodes()));
    kept.clear();
  }

  /** Returns them, the longest first. */
  List<Profile> longestFirst() {
    return kept.stream().map(Kept::profile).toList();
  }
}
