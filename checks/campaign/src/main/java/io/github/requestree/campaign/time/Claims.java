package io.github.requestree.campaign.time;

import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.List;

/** Claims about two requests that were under way while time passed without the process. */
final class Claims {

  /** The part of a gap that may be given to the stacks at its ends. */
  private static final long MAX_ATTRIBUTED = 50_000_000;

  private Claims() {}

  /**
   * Returns the claims that do not hold.
   *
   * @param pauseNanos the time that passed at least
   */
  static List<String> broken(Seen seen, long pauseNanos) {
    List<String> broken = new ArrayList<>(seen.witness().wrong());
    for (String request : List.of(Waiting.WAIT, Waiting.BUSY)) {
      Profile profile = seen.of(request);
      long cpu = profile.cpuNanos().orElse(0);
      if (profile.durationNanos() < pauseNanos) {
        broken.add(request + " took only " + profile.durationNanos() + " ns");
      }
      if (cpu > profile.durationNanos() - pauseNanos) {
        broken.add(request + " ran for " + cpu + " of " + profile.durationNanos() + " ns");
      }
      if (Seen.idleNanos(profile) < pauseNanos - MAX_ATTRIBUTED) {
        broken.add(request + " is said to have run: " + Seen.idleNanos(profile) + " ns idle");
      }
      if (!Seen.saysSo(profile)) {
        broken.add(request + " does not say what happened: " + profile.notes());
      }
    }
    if (!seen.hasSampled(Waiting.SHORT)) {
      broken.add("nothing is sampled afterwards");
    }
    return broken;
  }

  static String found(Seen seen) {
    Profile busy = seen.of(Waiting.BUSY);
    return String.join("; ", busy.notes());
  }
}
