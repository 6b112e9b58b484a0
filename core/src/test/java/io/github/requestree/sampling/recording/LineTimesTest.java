package io.github.requestree.sampling.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineTimesTest {

  private final LineTimes lines = new LineTimes();

  @Test
  void withoutAnyLineNoneIsKnown() {
    lines.add(-2, 100);
    lines.add(0, 100);

    assertThat(lines.heaviest()).isZero();
  }

  @Test
  void theHeaviestLineWinsWhicheverCameFirst() {
    lines.add(10, 5);
    lines.add(11, 7);
    lines.add(10, 1);
    assertThat(lines.heaviest()).isEqualTo(11);

    lines.add(10, 2);
    assertThat(lines.heaviest()).isEqualTo(10);
  }

  @Test
  void aLineWithMostOfTheTimeIsFoundAmongAHundredOthers() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      lines.add(random.nextInt(1, 101), 10);
      lines.add(777, 4);
    }

    assertThat(lines.heaviest()).isEqualTo(777);
  }
}
