package io.github.requestree.routes;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it receives, and can be told to fail. */
final class RecordingSink implements ProfileSink, ProfileSink.SummaryListener, ProfileSink.Buffer {

  final List<Profile> profiles = new ArrayList<>();
  final List<Profile> summary = new ArrayList<>();
  boolean active = true;
  boolean holdsBack;
  boolean closed;
  int failures;

  @Override
  public void accept(Profile profile) {
    if (failures > 0) {
      failures--;
      throw new IllegalStateException("failure with " + failures + " to come");
    }
    profiles.add(profile);
  }

  @Override
  public void summary(List<Profile> routes) {
    summary.addAll(routes);
  }

  @Override
  public boolean isActive() {
    return active;
  }

  @Override
  public boolean flush() {
    return holdsBack;
  }

  @Override
  public void close() {
    closed = true;
  }

  List<String> names() {
    return profiles.stream().map(Profile::name).toList();
  }
}
