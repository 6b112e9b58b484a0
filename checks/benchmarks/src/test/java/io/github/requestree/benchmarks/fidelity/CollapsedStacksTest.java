package io.github.requestree.benchmarks.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CollapsedStacksTest {

  private static final String OWNER = "io/github/requestree/benchmarks/fidelity/TwoSleeps.";
  private static final Set<String> METHODS = Set.of("firstSleep", "cpu5");

  @Test
  void samplesGoToTheMethodWhateverItCalled() {
    CollapsedStacks stacks =
        stacks(
            "Main.main;" + OWNER + "run;" + OWNER + "firstSleep;java/lang/Thread.sleep 7",
            "Main.main;" + OWNER + "run;" + OWNER + "firstSleep 2",
            "Main.main;" + OWNER + "run;" + OWNER + "cpu5;Spin.cpu 1");
    assertThat(stacks.samples()).containsEntry("firstSleep", 9L).containsEntry("cpu5", 1L);
    assertThat(stacks.share("firstSleep")).isEqualTo(0.9);
  }

  @Test
  void samplesBetweenTheMethodsCountInTheWholeOnly() {
    CollapsedStacks stacks =
        stacks("Main.main;" + OWNER + "run 1", OWNER + "run;" + OWNER + "cpu5 3");
    assertThat(stacks.all()).isEqualTo(4);
    assertThat(stacks.samples()).containsOnlyKeys("cpu5");
  }

  @Test
  void stacksOfOtherWorkAreLeftOut() {
    assertThat(stacks("Main.main;Other.firstSleep 5", "").all()).isZero();
    assertThat(stacks("Main.main;Other.firstSleep 5").share("firstSleep")).isZero();
  }

  @Test
  void aMethodInsideAnotherBelongsToTheOuterOne() {
    assertThat(stacks(OWNER + "cpu5;" + OWNER + "firstSleep 4").samples()).containsOnlyKeys("cpu5");
  }

  @Test
  void nativeFramesWithSpacesDoNotHideTheCount() {
    assertThat(stacks(OWNER + "cpu5;operator new(unsigned long) 6").samples())
        .containsEntry("cpu5", 6L);
  }

  @Test
  void whatIsNoCollapsedStackIsRefused() {
    assertThatThrownBy(() -> stacks("Profiling")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stacks(OWNER + "cpu5 many"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cpu5 many");
  }

  private static CollapsedStacks stacks(String... lines) {
    return CollapsedStacks.of(String.join("\n", lines), TwoSleeps.class, METHODS);
  }
}
