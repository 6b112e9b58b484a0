package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of the profiler of an application that runs out of memory and survives. */
@Tag("long")
class FullHeapTest {

  @Test
  void fourSecondsWithoutMemoryEndNeitherThreadsNorReportsAndNothingStaysInMemory()
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                FullHeap.class.getName(),
                "4000")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    Map<String, String> facts =
        output
            .lines()
            .filter(line -> line.matches("[a-zA-Z0-9-]+=.*"))
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(fact -> fact[0], fact -> fact[1]));

    assertThat(facts)
        .as(output)
        .containsEntry("wasFull", "true")
        .containsEntry("escaped", "0")
        .containsEntry("threadsEnded", "0")
        .containsEntry("sampler", "true")
        .containsEntry("reporter", "true")
        .containsEntry("sink-1", "true")
        .containsEntry("sink-2", "true")
        // Each of twenty profiles afterwards, at each of two sinks.
        .containsEntry("laterComplete", "40")
        .containsEntry("wrongSums", "0")
        .containsEntry("addsUp", "true");
    assertThat(Long.parseLong(facts.get("pinnedMegabytes"))).as(output).isLessThan(5);
  }
}
