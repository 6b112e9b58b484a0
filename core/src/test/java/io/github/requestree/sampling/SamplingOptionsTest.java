package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingOptionsTest {

  @Test
  void theDefaultIsOneMillisecondTwoPercentAndTenMinutes() {
    assertThat(SamplingOptions.DEFAULT)
        .isEqualTo(
            SamplingOptions.DEFAULT
                .withInterval(Duration.ofMillis(1))
                .withMaxOverhead(0.02)
                .withMaxAge(Duration.ofMinutes(10))
                .withNonBlockingThreads(List.of())
                .withBlockedAfter(Duration.ofMillis(50))
                .withStillRunningAfter(Duration.ofSeconds(30)));
  }

  @Test
  void anErrorNamesTheOptionTheValueAndWhatIsAccepted() {
    assertThatThrownBy(() -> SamplingOptions.DEFAULT.withInterval(Duration.ofNanos(99_999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("interval is PT0.000099999S, but must be 100us to 10s");
    assertThatThrownBy(() -> SamplingOptions.DEFAULT.withMaxOverhead(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxOverhead is 2.0, but must be 0.001 to 1 (0.1% to 100%)");
    assertThatThrownBy(() -> SamplingOptions.DEFAULT.withMaxOverhead(Double.NaN))
        .hasMessageContaining("maxOverhead is NaN");
    assertThatThrownBy(() -> SamplingOptions.DEFAULT.withMaxAge(Duration.ofDays(2)))
        .hasMessage("maxAge is PT48H, but must be 1s to 24h");
  }

  @Test
  void whatIsJustAcceptedIsAccepted() {
    assertThat(SamplingOptions.DEFAULT.withInterval(Duration.ofSeconds(10)).interval())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(SamplingOptions.DEFAULT.withMaxOverhead(0.001).maxOverhead()).isEqualTo(0.001);
    assertThat(SamplingOptions.DEFAULT.withMaxAge(Duration.ofSeconds(1)).maxAge())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aProfilerTakesNoNegativeThreshold() {
    assertThatThrownBy(() -> Profiler.builder().slowerThan(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("slowerThan is PT-0.001S, but must be 0 and longer");
  }
}
