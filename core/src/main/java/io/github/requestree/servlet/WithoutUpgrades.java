package io.github.requestree.servlet;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    if (!isUpgrade(profile.request())) {
      sink.accept(profile);
    }
  }

  private static boolean isUpgrade(Profile.@Nullable Request request) {
    return request != null && request.status() == SWITCHING_PROTOCOLS;
  }

  @Override
  public boolean wantsEnds() {
    return sink.wantsEnds();
  }

  @Override
  public void ended(Profile.End end) {
    if (!isUpgrade(end.request())) {
      sink.ended(end);
    }
  }

  @Override
  public boolean wantsTimeline() {
    return sink.wantsTimeline();
  }

  @Override
  public void summary(List<Profile> routes) {
    sink.summary(routes);
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
  public boolean flush() {
    return sink.flush();
  }

  @Override
  public void close() {
    sink.close();
  }

  @Override
  public long notWritten() {
    return sink.notWritten();
  }

  @Override
  public String name() {
    return sink.name();
  }
}
