package io.github.requestree.campaign.time;

import io.github.requestree.campaign.trial.Witness;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.TreeWalk;
import java.util.List;

/** Claims about the profiles of a witness. Immutable. */
record Seen(Witness witness) {

  /** Returns the last profile of a request. */
  Profile of(String request) {
    List<Profile> all =
        witness.kept().stream().filter(profile -> profile.name().equals(request)).toList();
    if (all.isEmpty()) {
      throw new IllegalStateException("no profile of " + request);
    }
    return all.get(all.size() - 1);
  }

  boolean has(String request) {
    return witness.kept().stream().anyMatch(profile -> profile.name().equals(request));
  }

  /** Returns whether stacks of one such request were seen. */
  boolean hasSampled(String request) {
    return witness.kept().stream()
        .anyMatch(profile -> profile.name().equals(request) && profile.sampling().walks() > 0);
  }

  /** Returns the time that nobody has seen, or in which the thread did not run. */
  static long idleNanos(Profile profile) {
    long nanos = 0;
    for (CallNode node : TreeWalk.nodes(profile.root())) {
      nanos += node.frame().equals(Frame.NOT_SAMPLED) ? node.selfNanos() : 0;
      nanos += node.selfWaiting().values().stream().mapToLong(Long::longValue).sum();
    }
    return nanos;
  }

  /** Returns whether the report says that no check came. */
  static boolean saysSo(Profile profile) {
    return profile.notes().stream()
        .anyMatch(note -> note.startsWith("no check came for ") || note.startsWith("let go: "));
  }
}
