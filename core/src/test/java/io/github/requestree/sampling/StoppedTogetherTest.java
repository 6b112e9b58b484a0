package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a JVM that stops all threads for a stack, and can capture several in one stop. */
class StoppedTogetherTest extends FakeWorld {

  /** The wait for all threads to stop, on busy cores. */
  private static final long STOPPING = 10 * MS;

  private int stops;
  private int inAll;
  private boolean fails;

  @Override
  public int stacksInOneStop() {
    return 16;
  }

  @Override
  public StackTraceElement[][] stacks(Thread[] threads) {
    if (fails) {
      throw new OutOfMemoryError("as a test wants it");
    }
    stops++;
    inAll += threads.length;
    captureNanos = 0;
    StackTraceElement[][] stacks = super.stacks(threads);
    captureNanos = STOPPING;
    passesWhileCapturing(STOPPING);
    return stacks;
  }

  private List<Profile> ofRequestsAtOnce(int count) {
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

  @Test
  void requestsThatAreDueTogetherAreSeenTogether() {
    List<Profile> profiles = ofRequestsAtOnce(8);

    assertThat(profiles).allMatch(profile -> profile.sampling().walks() >= 10);
    assertThat(stops).isPositive();
    assertThat(inAll).isGreaterThan(4 * stops);
  }

  @Test
  void oneAloneIsSeenForItself() {
    List<Profile> profiles = ofRequestsAtOnce(1);

    assertThat(profiles.get(0).sampling().walks()).isPositive();
    assertThat(stops).isZero();
  }

  @Test
  void aFailureOfTheCommonStopCostsNoStack() {
    fails = true;

    List<Profile> profiles = ofRequestsAtOnce(4);

    assertThat(profiles).allMatch(profile -> profile.sampling().walks() > 0);
    assertThat(profiler.statistics().samplingFailures()).isZero();
  }
}
