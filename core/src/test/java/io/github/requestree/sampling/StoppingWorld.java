package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A JVM that stops all threads for a stack, and can capture several in one stop. */
final class StoppingWorld extends FakeWorld {

  /** The wait for all threads to stop, on busy cores. */
  private static final long STOPPING = 10 * MS;

  int stops;
  int inFirst;
  int inAll;
  boolean fails;

  StoppingWorld(Duration interval) {
    super(SamplingOptions.DEFAULT.withMaxOverhead(1).withInterval(interval), 42);
  }

  @Override
  public int stacksInOneStop() {
    return 16;
  }

  @Override
  public StackTraceElement[][] stacks(Thread[] threads) {
    if (fails) {
      throw new OutOfMemoryError("as a test wants it");
    }
    inFirst = stops == 0 ? threads.length : inFirst;
    stops++;
    inAll += threads.length;
    captureNanos = 0;
    StackTraceElement[][] stacks = super.stacks(threads);
    captureNanos = STOPPING;
    passesWhileCapturing(STOPPING);
    return stacks;
  }

  List<Profile> ofRequestsAtOnce(int count) {
    capturingFor(STOPPING);
    List<ActiveProfile> active = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      active.add(begin("GET /busy"));
      segments.add(
          enters(active.get(i), FakeThread.request("busy-" + i).runs(200 * MS, "a.A.a:1")));
    }
    passes(200 * MS);
    List<Profile> profiles = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      active.get(i).state().close(segments.get(i));
      profiles.add(finish(active.get(i)));
    }
    return profiles;
  }
}
