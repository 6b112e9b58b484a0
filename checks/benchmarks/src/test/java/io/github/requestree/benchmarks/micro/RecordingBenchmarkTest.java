package io.github.requestree.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.sampling.recording.Recording;
import org.junit.jupiter.api.Test;

class RecordingBenchmarkTest {

  private final Recording recording = new Recording();

  @Test
  void stacksDifferBelowTheFramesThatTheyHaveInCommon() {
    recording.take(RecordingBenchmark.stack(20, 5, 0), 1);
    assertThat(recording.take(RecordingBenchmark.stack(20, 5, 1), 1)).isEqualTo(5);
    assertThat(recording.take(RecordingBenchmark.stack(20, 5, 1), 1)).isEqualTo(20);
    assertThat(recording.take(RecordingBenchmark.stack(20, 19, 1), 1)).isEqualTo(5);
  }
}
