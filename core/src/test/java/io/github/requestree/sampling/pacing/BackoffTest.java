package io.github.requestree.sampling.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final long SECOND = 1_000_000_000;

  private final Backoff backoff = new Backoff();

  @Test
  void eachPauseIsTwiceAsLongUpToASecond() {
    long[] millis = new long[9];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = backoff.pauseNanos(i * SECOND) / 1_000_000;
    }

    assertThat(millis).containsExactly(10, 20, 40, 80, 160, 320, 640, 1_000, 1_000);
  }

  @Test
  void failuresAreForgottenAMinuteAfterTheLastOne() {
    for (int i = 0; i < 20; i++) {
      backoff.pauseNanos(0);
    }

    assertThat(backoff.pauseNanos(59 * SECOND)).isEqualTo(Backoff.MAX_NANOS);
    assertThat(backoff.pauseNanos(119 * SECOND)).isEqualTo(Backoff.MIN_NANOS);
  }
}
