package io.github.requestree.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.findings.Finding;
import io.github.requestree.findings.Findings;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Profiler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

class FlightRecorderIntegrationTest {

  private final List<Profile> reported = new CopyOnWriteArrayList<>();
  @TempDir private Path directory;

  @Test
  void eachReportedRequestIsAnEventFromItsBeginningToItsEnd() throws Exception {
    MDC.put("traceId", "0af7651916cd43dd8448eb211c80319c");
    List<RecordedEvent> events;
    try (Recording recording = new Recording()) {
      recording.enable("requestree.Request");
      recording.start();
      works(Profiler.builder());
      events = events(recording);
    } finally {
      MDC.clear();
    }
    Profile profile = reported.get(0);

    assertThat(events).hasSize(1);
    RecordedEvent event = events.get(0);
    assertThat(event.getString("id")).isEqualTo(profile.id());
    assertThat(event.getString("route")).isEqualTo("work");
    assertThat(event.getString("traceId")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(event.getThread("requestThread").getJavaName())
        .isEqualTo(Thread.currentThread().getName());
    assertThat(event.getDuration("cpu").toNanos()).isEqualTo(profile.cpuNanos().orElseThrow());
    assertThat(event.getDuration("waiting").toNanos()).isEqualTo(profile.waitingNanos());
    List<Finding> findings = Findings.of(profile);
    assertThat(event.getString("finding"))
        .isEqualTo(findings.isEmpty() ? null : findings.get(0).sentence());
    // It encloses the profile.
    assertThat(event.getDuration()).isGreaterThanOrEqualTo(Duration.ofMillis(20));
  }

  @Test
  void nothingIsWrittenOfWhatIsNotReportedNorUnlessAsked() throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable("requestree.Request");
      recording.start();
      works(Profiler.builder().slowerThan(Duration.ofHours(1)));
      assertThat(events(recording)).isEmpty();
    }
    try (Recording recording = new Recording()) {
      recording.disable("requestree.Request");
      recording.start();
      works(Profiler.builder());
      assertThat(events(recording)).isEmpty();
    }
  }

  @Test
  void aJvmWithoutTheFlightRecorderProfilesAllTheSame() throws Exception {
    Process process = java("--limit-modules", "java.logging,java.naming,java.xml,jdk.management");

    assertThat(output(process)).contains("recorder absent", "profiled");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void aJvmInWhichNobodyRecordsDoesNotLoadTheEvent() throws Exception {
    Process process = java("-Xlog:class+load");
    String output = output(process);

    assertThat(output).contains("recorder there", "FlightRecorderIntegration");
    assertThat(output).doesNotContain("requestree.jfr.RequestEvent");
    assertThat(process.waitFor()).isZero();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Process java(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), WithoutRecorder.class.getName()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private void works(Profiler.Builder builder) throws Exception {
    try (Profiler profiler = builder.sink(reported::add).build()) {
      profiler.call(
          "work",
          () -> {
            Thread.sleep(20);
            return null;
          });
    }
  }

  private List<RecordedEvent> events(Recording recording) throws IOException {
    recording.stop();
    Path file = directory.resolve("recording.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals("requestree.Request"))
        .toList();
  }
}
