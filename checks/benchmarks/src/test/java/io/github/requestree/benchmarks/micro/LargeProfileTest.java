package io.github.requestree.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import org.junit.jupiter.api.Test;

class LargeProfileTest {

  private final CallNode root = LargeProfile.make().root();

  @Test
  void itHasTenThousandNodes() {
    assertThat(count(root)).isEqualTo(10_000);
  }

  @Test
  void itIsAHundredCallsDeep() {
    assertThat(depth(root)).isEqualTo(101);
  }

  private static int count(CallNode node) {
    return 1 + node.children().stream().mapToInt(LargeProfileTest::count).sum();
  }

  private static int depth(CallNode node) {
    return 1 + node.children().stream().mapToInt(LargeProfileTest::depth).max().orElse(0);
  }
}
