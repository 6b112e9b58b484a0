package io.github.requestree.benchmarks.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SumsTest {

  @Test
  void aProfileThatAddsUpHasNoViolation() {
    assertThat(Sums.violationsIn(profile(100, 0, 40, node(60, 30), node(40, 10)))).isEmpty();
    assertThat(Sums.violationsIn(profile(90, 10, 40, node(60, 30), node(40, 10)))).isEmpty();
  }

  @Test
  void aMissingNanosecondIsAViolation() {
    assertThat(Sums.violationsIn(profile(101, 0, 10, node(100, 10)))).hasSize(1);
  }

  @Test
  void missingCpuTimeIsAViolation() {
    assertThat(Sums.violationsIn(profile(100, 0, 11, node(100, 10)))).hasSize(1);
  }

  @Test
  void aNodeThatWaitedLongerThanItWasThereIsAViolation() {
    CallNode node =
        CallNode.builder(Frame.method("a.B", "c", null))
            .selfNanos(10)
            .selfWaiting(WaitKind.LOCK, 11)
            .build();
    assertThat(Sums.violationsIn(profile(10, 0, 0, node))).hasSize(1);
  }

  @Test
  void aWrongProfileAmongRightOnesIsCounted() {
    Sums sums = new Sums();
    sums.accept(profile(100, 0, 10, node(100, 10)));
    sums.accept(profile(99, 0, 10, node(100, 10)));
    assertThat(sums.profiles()).isEqualTo(2);
    assertThat(sums.wrong()).isEqualTo(1);
    assertThat(sums.violations()).hasSize(1);
  }

  private static CallNode node(long nanos, long cpuNanos) {
    return CallNode.builder(Frame.method("a.B", "c", null))
        .selfNanos(nanos)
        .selfCpuNanos(cpuNanos)
        .build();
  }

  private static Profile profile(
      long durationNanos, long overlapNanos, long cpuNanos, CallNode... children) {
    CallNode root =
        CallNode.builder(Frame.of(Frame.Kind.ROOT, "request")).children(List.of(children)).build();
    return Profile.builder("id", "request", Instant.EPOCH, root)
        .overlapNanos(overlapNanos)
        .durationNanos(durationNanos)
        .cpuNanos(OptionalLong.of(cpuNanos))
        .thread("main")
        .sampling(new Profile.Sampling(1, 1, 1, 1, 0))
        .build();
  }
}
