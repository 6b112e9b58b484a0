package io.github.requestree.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WireTest {

  @Test
  void figuresArriveAsTheyWereSent() {
    Map<String, Long> figures = Map.of("cpuNanos", 12L, "walks", -1L);
    assertThat(Wire.figures(Wire.line(figures))).isEqualTo(figures);
  }

  @Test
  void whatIsNoFigureIsRefused() {
    assertThatThrownBy(() -> Wire.figures("ok")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Wire.figures("walks=many"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
