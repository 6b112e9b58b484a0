package io.github.requestree.benchmarks.fidelity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.WaitKind;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MethodTimesTest {

  private static final Set<String> METHODS = Set.of("firstSleep", "cpu5");

  @Test
  void aMethodHasTheTimeOfWhatItCalls() {
    CallNode sleep =
        CallNode.builder(Frame.method("java.lang.Thread", "sleep", null))
            .selfNanos(90)
            .selfWaiting(WaitKind.SLEEPING, 80)
            .build();
    CallNode root = root(own("firstSleep").selfNanos(10).selfCpuNanos(9).addChild(sleep).build());
    assertThat(in(root))
        .containsOnly(
            Map.entry("firstSleep", new MethodTimes(100, 9, Map.of(WaitKind.SLEEPING, 80L))));
  }

  @Test
  void theSameMethodOnSeveralPathsIsAddedUp() {
    CallNode root =
        root(
            own("cpu5").selfNanos(5).selfWaiting(WaitKind.LOCK, 2).build(),
            own("run")
                .selfNanos(1)
                .addChild(own("cpu5").selfNanos(6).selfWaiting(WaitKind.LOCK, 3).build())
                .build());
    assertThat(in(root))
        .containsOnly(Map.entry("cpu5", new MethodTimes(11, 0, Map.of(WaitKind.LOCK, 5L))));
  }

  @Test
  void recursionIsNotCountedTwice() {
    CallNode inner = own("cpu5").selfNanos(5).build();
    assertThat(in(root(own("cpu5").selfNanos(1).addChild(inner).build())))
        .containsOnly(Map.entry("cpu5", new MethodTimes(6, 0, Map.of())));
  }

  @Test
  void aMethodOfTheSameNameInAnotherClassIsAnother() {
    CallNode other = CallNode.builder(Frame.method("a.B", "cpu5", null)).selfNanos(5).build();
    assertThat(in(root(other))).isEmpty();
  }

  @Test
  void whatIsNotSampledIsAddedUpOverTheTree() {
    CallNode lost = CallNode.builder(Frame.NOT_SAMPLED).selfNanos(4).build();
    CallNode root = root(lost, own("cpu5").selfNanos(5).addChild(lost).build());
    assertThat(MethodTimes.notSampledNanos(root)).isEqualTo(8);
  }

  private static Map<String, MethodTimes> in(CallNode root) {
    return MethodTimes.in(root, TwoSleeps.class, METHODS);
  }

  private static CallNode.Builder own(String method) {
    return CallNode.builder(Frame.method(TwoSleeps.class.getName(), method, "TwoSleeps.java"));
  }

  private static CallNode root(CallNode... children) {
    CallNode.Builder root = CallNode.builder(Frame.of(Frame.Kind.ROOT, "request"));
    for (CallNode child : children) {
      root.addChild(child);
    }
    return root.build();
  }
}
