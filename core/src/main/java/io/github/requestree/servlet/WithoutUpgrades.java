package io.github.requestree.servlet;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;

/**
 * Keeps upgraded requests from a sink: what a WebSocket does after its 101 is no part of the
 * request, so its profile would only say how long the handshake took. Thread-safe if the sink is.
 */
final class WithoutUpgrades implements ProfileSink {

  private static final int SWITCHING_PROTOCOLS = 101;

  private final ProfileSink sink;

  WithoutUpgrades(ProfileSink sink) {
    this.sink = sink;
  }

  @Override
  public void accept(Profile profile) {
    Profile.Request request = profile.request();
    if (request == null || request.status() != SWITCHING_PROTOCOLS) {
      sink.accept(profile);
    }
  }

  @Override
  public void blocked(BlockedThread blocked) {
    sink.blocked(blocked);
  }

  @Override
  public boolean isActive() {
    return sink.isActive();
  }

  @Override
  public boolean wantsTimeline() {
    return sink.wantsTimeline();
  }

  @Override
  public boolean flush() {
    return sink.flush();
  }

  @Override
  public void close() {
    sink.close();
  }
}
