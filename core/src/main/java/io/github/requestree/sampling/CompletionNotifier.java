package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.delivery.Reporter;
import io.github.requestree.sampling.delivery.SinkQuestions;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the sinks that want to know of each profile that ends, on the thread that ends it.
 * Thread-safe; nothing here throws.
 */
final class CompletionNotifier {

  private record Told(ProfileSink sink, ProfileSink.EndListener listener) {}

  private static final Told[] NONE = {};

  private volatile Told[] told;
  private final Reporter reporter;
  private final Counters counters;

  CompletionNotifier(List<ProfileSink> sinks, Reporter reporter, Counters counters) {
    List<Told> told = new ArrayList<>();
    for (ProfileSink sink : sinks) {
      ProfileSink.EndListener listener = SinkQuestions.as(sink, ProfileSink.EndListener.class);
      if (listener != null) {
        told.add(new Told(sink, listener));
      }
    }
    this.told = told.toArray(NONE);
    this.reporter = reporter;
    this.counters = counters;
  }

  /** Returns whether any sink wants to know. */
  boolean areWanted() {
    return told.length > 0;
  }

  /** Tells nobody any more, and keeps no sink in memory. */
  void close() {
    told = NONE;
  }

  void ended(ProfileState profile, long nanos, boolean longEnough) {
    try {
      Profile.Request request = profile.subject().request();
      String name = request == null ? profile.subject().name() : "";
      Profile.End end = new Profile.End(name, request, nanos, longEnough);
      for (Told one : told) {
        tell(one, end);
      }
    } catch (Throwable e) {
      // The subject may be code of anybody, and memory may be short.
      counters.delivery.sinkFailures.increment();
    }
    reporter.sinksMayHoldBack();
  }

  /** Tells one sink. An exception of it keeps nothing from the next sink. */
  private void tell(Told one, Profile.End end) {
    try {
      if (one.sink().isActive()) {
        one.listener().ended(end);
      }
    } catch (Throwable e) {
      counters.delivery.sinkFailures.increment();
    }
  }
}
