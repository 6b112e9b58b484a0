package io.github.requestree.sampling.delivery;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One call of a sink.
 *
 * @param profile the profile, which counts; null if it is none
 * @param call calls it, and returns whether it was given a profile
 */
record SinkCall(@Nullable Profile profile, Predicate<ProfileSink> call) {

  boolean isProfile() {
    return profile != null;
  }

  static SinkCall of(Profile profile) {
    return new SinkCall(
        profile,
        sink -> {
          boolean wanted = sink.isActive();
          if (wanted) {
            sink.accept(profile);
          }
          return wanted;
        });
  }

  static SinkCall of(BlockedThread blocked) {
    return calling(
        sink -> {
          ProfileSink.BlockedThreadListener listener =
              sink.as(ProfileSink.BlockedThreadListener.class);
          if (listener != null) {
            listener.blocked(blocked);
          }
        });
  }

  static SinkCall calling(Consumer<ProfileSink> call) {
    return new SinkCall(
        null,
        sink -> {
          call.accept(sink);
          return false;
        });
  }
}
