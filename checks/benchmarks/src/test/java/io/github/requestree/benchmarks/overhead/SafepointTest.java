package io.github.requestree.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafepointTest {

  private static final String ON_17 =
      "[1383616413ns] Safepoint \"ThreadDump\", Time since last: 315969 ns, Reaching safepoint:"
          + " 116187 ns, Cleanup: 3366 ns, At safepoint: 29936 ns, Total: 149489 ns";
  private static final String ON_25 =
      "[1803322629ns] Safepoint \"G1CollectFull\", Time since last: 1180191 ns, Reaching"
          + " safepoint: 112550 ns, At safepoint: 38794134 ns, Leaving safepoint: 62737 ns, Total:"
          + " 38969421 ns, Threads: 1 runnable, 11 total";

  @TempDir private Path directory;

  @Test
  void aLineOfJdk17IsRead() {
    assertThat(Safepoint.parse(ON_17))
        .contains(new Safepoint(1_383_616_413, "ThreadDump", 149_489));
  }

  @Test
  void aLineOfJdk25IsRead() {
    assertThat(Safepoint.parse(ON_25))
        .contains(new Safepoint(1_803_322_629, "G1CollectFull", 38_969_421));
  }

  @Test
  void otherLinesAreLeftOut() {
    assertThat(Safepoint.parse("[0.1s] Entering safepoint region: ThreadDump")).isEmpty();
    assertThat(Safepoint.parse("")).isEmpty();
  }

  @Test
  void onlyStopsWithinTheWindowCount() throws Exception {
    Path file = directory.resolve("log");
    Files.writeString(file, ON_17 + "\n" + ON_25 + "\n");
    try (SafepointLog log = new SafepointLog(file)) {
      assertThat(log.between(1_300, 1_400)).isEqualTo(new Stops(149_489, 1, 149_489));
      assertThat(log.between(1_400, 1_900)).isEqualTo(new Stops(38_969_421, 0, 0));
    }
  }

  @Test
  void aLineThatIsStillBeingWrittenIsReadOnceItIsComplete() throws Exception {
    Path file = directory.resolve("log");
    Files.writeString(file, ON_17.substring(0, 60));
    try (SafepointLog log = new SafepointLog(file)) {
      assertThat(log.between(0, 100).threadDumps()).isZero();
      Files.writeString(file, ON_17.substring(60) + "\n", StandardOpenOption.APPEND);
      assertThat(log.between(1_300, 1_400).threadDumps()).isEqualTo(1);
    }
  }
}
