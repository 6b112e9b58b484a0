package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a JVM that stops all threads for a stack, and can capture several in one stop. */
class StoppedTogetherTest {

  private final StoppingWorld world = new StoppingWorld(Duration.ofMillis(1));

  @Test
  void requestsThatAreDueTogetherAreSeenTogether() {
    List<Profile> profiles = world.ofRequestsAtOnce(8);

    assertThat(profiles).allMatch(profile -> profile.sampling().walks() >= 10);
    assertThat(world.stops).isPositive();
    assertThat(world.inAll).isGreaterThan(4 * world.stops);
  }

  @Test
  void theFirstStopShowsAlsoThoseThatWereNeverSeenAndAreNotYetDue() {
    StoppingWorld slower = new StoppingWorld(Duration.ofMillis(100));

    slower.ofRequestsAtOnce(8);

    assertThat(slower.inFirst).isEqualTo(8);
  }

  @Test
  void oneAloneIsSeenForItself() {
    List<Profile> profiles = world.ofRequestsAtOnce(1);

    assertThat(profiles.get(0).sampling().walks()).isPositive();
    assertThat(world.stops).isZero();
  }

  @Test
  void aFailureOfTheCommonStopCostsNoStack() {
    world.fails = true;

    List<Profile> profiles = world.ofRequestsAtOnce(4);

    assertThat(profiles).allMatch(profile -> profile.sampling().walks() > 0);
    assertThat(world.profiler.statistics().samplingFailures()).isZero();
  }
}
