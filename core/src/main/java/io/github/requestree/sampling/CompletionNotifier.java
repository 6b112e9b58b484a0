package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.util.List;

/**
 * Tells the sinks that want to know of each profile that ends, on its own thread. Thread-safe;
 * nothing here throws.
 */
final class CompletionNotifier {

  private static final ProfileSink[] NONE = {};

  private volatile ProfileSink[] sinks;
  private final Reporter reporter;
  private final Counters counters;

  CompletionNotifier(List<ProfileSink> sinks, Reporter reporter, Counters counters) {
    this.sinks = sinks.stream().filter(UserCode::wantsEnds).toArray(ProfileSink[]::new);
    this.reporter = reporter;
    this.counters = counters;
  }

  /** Whether any sink wants to know. */
  boolean areWanted() {
    return sinks.length > 0;
  }

  /** Tells nobody any more, and keeps no sink in memory. */
  void close() {
    sinks = NONE;
  }

  void ended(ProfileState profile, long nanos, boolean longEnough) {
    try {
      Profile.Request request = profile.subject().request();
      String name = request == null ? profile.subject().name() : "";
      Profile.End end = new Profile.End(name, request, nanos, longEnough);
      for (ProfileSink sink : sinks) {
        tell(sink, end);
      }
    } catch (Throwable e) {
      // The subject is anybody's too, and there may be no memory.
      counters.sinkFailures.increment();
    }
    reporter.sinksMayHoldBack();
  }

  /** What one sink throws keeps nothing from the next. */
  private void tell(ProfileSink sink, Profile.End end) {
    try {
      if (sink.isActive()) {
        sink.ended(end);
      }
    } catch (Throwable e) {
      counters.sinkFailures.increment();
    }
  }
}
