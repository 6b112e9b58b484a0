package io.github.requestree.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HistogramTest {

  private static final String TEXT =
      """
       num     #instances         #bytes  class name (module)
      -------------------------------------------------------
         1:         18036        1011920  [B (java.base@17.0.21)
         2:         16922         406128  java.lang.String (java.base@17.0.21)
         3:            12            480  com.acme.Order
      Total        115420        5866984
      """;

  @Test
  void eachRowIsRead() {
    assertThat(Histogram.parse(TEXT).bytes())
        .isEqualTo(Map.of("[B", 1_011_920L, "java.lang.String", 406_128L, "com.acme.Order", 480L));
  }

  @Test
  void whatCameAndWhatWentAreBothCounted() {
    Histogram before = new Histogram(Map.of("a", 100L, "b", 50L, "c", 8L));
    Histogram after = new Histogram(Map.of("a", 160L, "b", 50L, "d", 24L));
    Histogram more = after.since(before);
    assertThat(more.bytes()).isEqualTo(Map.of("a", 60L, "c", -8L, "d", 24L));
    assertThat(more.total()).isEqualTo(76);
    assertThat(more.largest(1)).containsExactly(Map.entry("a", 60L));
  }

  @Test
  void anUnknownFormatIsNoEmptyHistogram() {
    assertThatThrownBy(() -> Histogram.parse("nothing")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theRunningJvmCountsWhatIsReachable() throws Exception {
    Histogram before = Histogram.now();
    byte[] kept = new byte[5_000_000];
    long more = Histogram.now().since(before).bytes().get("[B");
    assertThat(kept).hasSize(5_000_000);
    assertThat(more).isBetween(4_900_000L, 5_300_000L);
  }
}
