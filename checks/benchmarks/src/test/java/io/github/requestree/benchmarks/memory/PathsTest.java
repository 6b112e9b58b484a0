package io.github.requestree.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.FakeRun;
import io.github.requestree.sampling.Script;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PathsTest {

  private static final Duration INTERVAL = Duration.ofMillis(1);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @Test
  void theCpuClockMovesOnlyWhileTheThreadRuns() {
    Script script = new RepeatingPaths(20);
    assertThat(script.cpuNanosAt(3_000_000)).isEqualTo(3_000_000);
    assertThat(script.cpuNanosAt(7_000_000)).isEqualTo(7_000_000);
    assertThat(script.cpuNanosAt(13_000_000)).isEqualTo(7_000_000);
    assertThat(script.cpuNanosAt(15_000_000)).isEqualTo(8_000_000);
  }

  @Test
  void eachWaitIsCountedOnceItHasBegun() {
    Script script = new RepeatingPaths(20);
    assertThat(LongStream.of(6, 7, 13, 14, 21).map(ms -> script.waitsAt(ms * 1_000_000)))
        .containsExactly(0L, 1L, 1L, 1L, 2L);
  }

  @Test
  void fiftyPathsHaveTheNodesOfFiftyPathsHoweverLongTheyRepeat() {
    try (FakeRun run = new FakeRun(2, new RepeatingPaths(20), INTERVAL, false)) {
      run.begin();
      run.passes(TEN_SECONDS);
      assertThat(run.nodes()).isEqualTo(5 + 50 * 15);
      List<Profile> finished = run.finish();
      assertThat(finished).hasSize(2);
      assertThat(finished.get(0).durationNanos()).isEqualTo(TEN_SECONDS.toNanos());
      assertThat(finished.get(0).root().totalNanos()).isEqualTo(TEN_SECONDS.toNanos());
      assertThat(nodes(finished.get(0).root())).isGreaterThanOrEqualTo(755);
    }
  }

  @Test
  void newPathsFillTheTreeToItsLimit() {
    try (FakeRun run = new FakeRun(1, new NewPaths(100), INTERVAL, false)) {
      run.begin();
      run.passes(TEN_SECONDS);
      assertThat(run.nodes()).isEqualTo(10_000);
    }
  }

  private static int nodes(CallNode node) {
    return 1 + node.children().stream().mapToInt(PathsTest::nodes).sum();
  }
}
