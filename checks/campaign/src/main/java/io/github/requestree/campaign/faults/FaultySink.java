package io.github.requestree.campaign.faults;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A sink with all parts that a sink may have, each of which may fail. Thread-safe. */
final class FaultySink
    implements ProfileSink, ProfileSink.EndListener, ProfileSink.Buffer, ProfileSink.Lossy {

  private final Injector faults;

  FaultySink(Injector faults) {
    this.faults = faults;
  }

  @Override
  public void accept(Profile profile) {
    faults.hit(Seam.SINK_ACCEPT);
  }

  @Override
  public boolean isActive() {
    faults.hit(Seam.SINK_IS_ACTIVE);
    return true;
  }

  @Override
  public boolean wantsTimeline() {
    faults.hit(Seam.SINK_WANTS_TIMELINE);
    return true;
  }

  @Override
  public void watch(Function<String, List<Profile>> running) {
    faults.hit(Seam.SINK_WATCH);
  }

  @Override
  public String name() {
    faults.hit(Seam.SINK_NAME);
    return "faulty";
  }

  @Override
  public <T> @Nullable T as(Class<T> part) {
    faults.hit(Seam.SINK_AS);
    return ProfileSink.super.as(part);
  }

  @Override
  public void ended(ProfileSink.End end) {
    faults.hit(Seam.SINK_ENDED);
  }

  @Override
  public void lost(ProfileSink.End end) {
    faults.hit(Seam.SINK_LOST);
  }

  @Override
  public boolean flush() {
    faults.hit(Seam.SINK_FLUSH);
    return true;
  }

  @Override
  public void close() {
    faults.hit(Seam.SINK_CLOSE);
  }

  @Override
  public long notWritten() {
    faults.hit(Seam.SINK_NOT_WRITTEN);
    return 0;
  }
}
