package io.github.requestree.benchmarks.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WorkloadTest {

  @Test
  void eachPhaseIsAMethodOfItsWorkload() throws Exception {
    try (WaitingRequest waiting = new WaitingRequest();
        TwoSleeps sleeps = new TwoSleeps();
        MergedWork merged = new MergedWork(true)) {
      assertPhasesAreMethods(waiting);
      assertPhasesAreMethods(sleeps);
      assertPhasesAreMethods(merged);
    }
  }

  @Test
  void mergedRequestsAreShortAndTheSameInEveryRepetition() {
    long[] lengths = MergedWork.lengths(1_000);
    assertThat(lengths).isEqualTo(MergedWork.lengths(1_000));
    assertThat(Arrays.stream(lengths).min().orElseThrow()).isBetween(300_000L, 400_000L);
    assertThat(Arrays.stream(lengths).max().orElseThrow()).isBetween(4_900_000L, 5_000_000L);
  }

  @Test
  void whatSeveralThreadsMeasuredIsAddedUp() {
    Truth one = new Truth();
    one.add("ten", new Truth.Measured(1, 10, 5));
    Truth other = new Truth();
    other.add("ten", new Truth.Measured(2, 20, 6));
    other.add("sixty", new Truth.Measured(1, 60, 7));
    one.addAll(other);
    assertThat(one.of("ten")).isEqualTo(new Truth.Measured(3, 30, 11));
    assertThat(one.of("sixty")).isEqualTo(new Truth.Measured(1, 60, 7));
    assertThat(one.of("thirty")).isEqualTo(Truth.Measured.NOTHING);
  }

  private static void assertPhasesAreMethods(Workload workload) {
    assertThat(Arrays.stream(workload.getClass().getDeclaredMethods()).map(Method::getName))
        .containsAll(workload.methods());
  }
}
