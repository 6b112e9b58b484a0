package io.github.requestree.readers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.servlet.ProfilingOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests of the demo are in the recordings of others. */
@Timeout(300)
final class RecordingsTest {

  @TempDir Path directory;

  private final List<Profile> reports = new CopyOnWriteArrayList<>();

  @Test
  void jfrPrintListsTheRequestsWithTheirIds() throws Exception {
    Path file = directory.resolve("demo.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("requestree.Request");
      recording.start();
      ask("/fast", "/lock?scale=0.1", "/sync_blocking?scale=0.05");
      recording.stop();
      recording.dump(file);
    }

    String jfr = Path.of(System.getProperty("java.home"), "bin", "jfr").toString();
    OtherProgram.Run printed =
        OtherProgram.run(
            directory,
            Duration.ofMinutes(1),
            List.of(jfr, "print", "--events", "requestree.Request", file.toString()));
    assertThat(printed).isNotNull();
    assertThat(printed.out().split("requestree.Request \\{", -1)).hasSize(1 + reports.size());
    for (Profile report : reports) {
      assertThat(printed.out())
          .contains("id = \"" + report.id() + "\"", "route = \"" + report.request().route() + "\"");
    }
  }

  @Test
  void asyncProfilerRecordsTheSpansOfRequestsThatStayOnTheirThread() throws Exception {
    AsyncProfiler asyncProfiler;
    try {
      asyncProfiler = AsyncProfiler.getInstance();
    } catch (IllegalStateException | UnsatisfiedLinkError e) {
      OtherProgram.missing("async-profiler has no library for this machine: " + e);
      return;
    }
    Path file = directory.resolve("native.jfr");
    asyncProfiler.execute("start,event=itimer,interval=1ms,jfr,file=" + file);
    try {
      ask("/lock?scale=0.1", "/cpu?scale=0.1");
    } finally {
      asyncProfiler.execute("stop");
    }

    List<RecordedEvent> spans =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("profiler.Span"))
            .toList();
    assertThat(spans)
        .extracting(span -> span.getString("tag"))
        .containsExactlyInAnyOrderElementsOf(reports.stream().map(Profile::id).toList());
    for (RecordedEvent span : spans) {
      assertThat(span.getDuration()).isPositive();
    }
  }

  /** Has the demo answer and report all of these. */
  private void ask(String... paths) throws Exception {
    ProfilingOptions options =
        ProfilingOptions.builder().maxOverhead(1).addSink(reports::add).build();
    try (Demo demo = Demo.start(options)) {
      for (String path : paths) {
        assertThat(status(demo.address() + path)).isEqualTo(200);
      }
    }
    assertThat(reports).hasSize(paths.length);
  }

  private static int status(String address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
