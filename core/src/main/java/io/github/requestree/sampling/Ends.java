package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.util.List;

/**
 * Tells the sinks that want to know of each profile that ends, on its own thread. Thread-safe;
 * nothing here throws.
 */
final class Ends {

  private final ProfileSink[] sinks;
  private final Reporter reporter;
  private final Counters counters;

  Ends(List<ProfileSink> sinks, Reporter reporter, Counters counters) {
    this.sinks = sinks.stream().filter(Ends::areWantedBy).toArray(ProfileSink[]::new);
    this.reporter = reporter;
    this.counters = counters;
  }

  static boolean areWantedBy(ProfileSink sink) {
    try {
      return sink.wantsEnds();
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }

  /** Whether any sink wants to know. */
  boolean areWanted() {
    return sinks.length > 0;
  }

  void ended(ActiveProfile profile, long nanos, boolean longEnough) {
    try {
      Profile.Request request = profile.subject().request();
      String name = request == null ? profile.subject().name() : "";
      Profile.End end = new Profile.End(name, request, nanos, longEnough);
      for (ProfileSink sink : sinks) {
        if (sink.isActive()) {
          sink.ended(end);
        }
      }
    } catch (RuntimeException | LinkageError e) {
      counters.sinkFailures.increment();
    }
    reporter.sinksMayHoldBack();
  }
}
