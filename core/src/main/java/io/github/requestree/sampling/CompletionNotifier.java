package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.delivery.Reporter;
import io.github.requestree.sampling.delivery.SinkQuestions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Tells the sinks that want to know of each profile that ends, on the thread that ends it.
 * Thread-safe; nothing here throws.
 */
final class CompletionNotifier {

  private record Told(ProfileSink sink, ProfileSink.EndListener listener) {}

  private static final Told[] NONE = {};

  // Linked now: to link what is used first needs memory, and there may be none.
  private static final BiConsumer<ProfileSink.EndListener, ProfileSink.End> ENDED =
      ProfileSink.EndListener::ended;
  private static final BiConsumer<ProfileSink.EndListener, ProfileSink.End> LOST =
      ProfileSink.EndListener::lost;

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

  void ended(ProfileState profile, boolean longEnough) {
    tell(profile, longEnough, ENDED);
    reporter.sinksMayHoldBack();
  }

  /** Tells that there is no report of a profile that was long enough for one. */
  void lost(ProfileState profile) {
    tell(profile, true, LOST);
  }

  private void tell(
      ProfileState profile,
      boolean longEnough,
      BiConsumer<ProfileSink.EndListener, ProfileSink.End> news) {
    if (told.length == 0) {
      return;
    }
    try {
      Profile.Request request = profile.subject().request();
      String name = request == null ? profile.subject().name() : "";
      long nanos = profile.endNanos() - profile.startNanos();
      ProfileSink.End end = new ProfileSink.End(name, request, nanos, longEnough);
      for (Told one : told) {
        tell(one, end, news);
      }
    } catch (Throwable e) {
      // The subject may be code of anybody, and memory may be short.
      counters.delivery.sinkFailures.increment();
    }
  }

  /** Tells one sink. An exception of it keeps nothing from the next sink. */
  private void tell(
      Told one, ProfileSink.End end, BiConsumer<ProfileSink.EndListener, ProfileSink.End> news) {
    try {
      if (one.sink().isActive()) {
        news.accept(one.listener(), end);
      }
    } catch (Throwable e) {
      counters.delivery.sinkFailures.increment();
    }
  }
}
