package io.github.requestree.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void aQuickRunComparesThreeArmsOnOneContainerInLimitedTime() {
    Settings settings = Settings.of(List.of("--quick"));
    assertThat(settings.containers()).containsExactly("jetty");
    assertThat(settings.arms()).containsExactly(Arm.NONE, Arm.PRODUCTION, Arm.NAIVE_1MS);
    assertThat(settings.routes()).isEqualTo(Route.usual()).doesNotContain(Route.MANY);
    assertThat(settings.nanosFor(Route.CPU)).isLessThan(Long.MAX_VALUE);
  }

  @Test
  void aFullRunComparesAllOnBothContainersAtLeastSevenTimes() {
    Settings settings = Settings.of(List.of("--full"));
    assertThat(settings.containers()).containsExactly("jetty", "tomcat");
    assertThat(settings.arms()).containsExactly(Arm.values());
    assertThat(settings.rounds()).isGreaterThanOrEqualTo(7);
    assertThat(settings.nanosFor(Route.CPU)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anotherPlanHasRoundsOfItsOwn() {
    assertThat(Settings.of(List.of("--quick")).plan()).isEqualTo(Plan.ROUNDS);
    Settings settings = Settings.of(List.of("--quick", "--plan", "minutes"));
    assertThat(settings.plan()).isEqualTo(Plan.MINUTES);
    assertThat(settings.rounds()).isEqualTo(Plan.MINUTES.quickRounds());
    settings = Settings.of(List.of("--quick", "--rounds", "2", "--plan", "first-seconds"));
    assertThat(settings.rounds()).isEqualTo(2);
    assertThatThrownBy(() -> Settings.of(List.of("--quick", "--plan", "hours")))
        .hasMessageContaining("there are rounds, minutes, first-seconds");
  }

  @Test
  void aPartCanBeChosen() {
    Settings settings =
        Settings.of(
            List.of(
                "--full",
                "--routes",
                "wait,cpu",
                "--arms",
                "naive-10ms",
                "--rounds",
                "3",
                "--container",
                "tomcat"));
    // The route with the many threads stays last, and there is always something to compare with.
    assertThat(settings.routes()).containsExactly(Route.CPU, Route.WAIT);
    assertThat(settings.arms()).containsExactly(Arm.NONE, Arm.NAIVE_10MS);
    assertThat(settings.rounds()).isEqualTo(3);
    assertThat(settings.containers()).containsExactly("tomcat");
  }

  @Test
  void eachRoundHasTwoSlicesWithoutAProfiler() {
    assertThat(Settings.of(List.of("--quick")).turns())
        .containsExactlyInAnyOrder(Arm.NONE, Arm.NONE, Arm.PRODUCTION, Arm.NAIVE_1MS);
  }

  @Test
  void whatIsNotKnownIsNamedTogetherWithWhatIs() {
    assertThatThrownBy(() -> Settings.of(List.of("--quick", "--routes", "slow")))
        .hasMessageContaining("'slow'")
        .hasMessageContaining("json");
    assertThatThrownBy(() -> Settings.of(List.of("--quick", "--color", "red")))
        .hasMessageContaining("--color");
    assertThatThrownBy(() -> Settings.of(List.of("--quick", "--rounds")))
        .hasMessageContaining("--rounds");
    assertThatThrownBy(() -> Settings.of(List.of("--quick", "--rounds", "0")))
        .hasMessageContaining("at least one");
  }
}
