package io.github.requestree.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** How an example behaves as a process, on every container. */
@Timeout(120)
@Tag("long")
public abstract class ProcessContract {

  private static final int SIGTERM_STATUS = 128 + 15;

  private final Class<?> mainClass;
  private final List<Process> started = new ArrayList<>();
  @TempDir private Path workingDirectory;
  @TempDir private Path temporary;

  protected ProcessContract(Class<?> mainClass) {
    this.mainClass = mainClass;
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void servesUntilItIsTerminated() throws Exception {
    Process process = start("--port", "0", "--threads", "2");
    ExampleClient client = new ExampleClient(address(process));
    assertThat(client.get("/fast").statusCode()).isEqualTo(200);
    terminate(process);

    assertThat(process.waitFor()).isEqualTo(SIGTERM_STATUS);
    assertNothingIsLeft(process);
  }

  @Test
  void saysWhereTheProfilesAre() throws Exception {
    Process process = start("--port", "0");
    String address = address(process);

    assertThat(process.inputReader().readLine()).isEqualTo("profiles at " + address + "/profiles");
  }

  @Test
  void endsQuietlyWithRequestsOnTheirWay() throws Exception {
    Process process = start("--port", "0");
    ExampleClient client = new ExampleClient(address(process));
    CompletableFuture<?>[] onTheirWay =
        Stream.of("/sync_blocking", "/async_blocking", "/sync_blocking_fixed", "/lock")
            .map(route -> client.getLater(route + "?scale=10"))
            .toArray(CompletableFuture<?>[]::new);
    client.get("/report"); // Meanwhile the others have arrived.
    terminate(process);

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(SIGTERM_STATUS);
    assertThat(CompletableFuture.allOf(onTheirWay).handle((done, failed) -> "all have ended"))
        .succeedsWithin(Duration.ofSeconds(10));
    assertNothingIsLeft(process);
  }

  @Test
  void helpSaysAllArguments() throws Exception {
    Process process = start("--help");

    assertThat(output(process))
        .contains(
            "--port",
            "--threads",
            "--virtual-threads",
            "--filter name=value",
            "--profiling",
            "--help");
    assertThat(process.waitFor()).isZero();
    assertThat(errors()).isEmpty();
  }

  @Test
  void wrongArgumentEndsItWithOneLine() throws Exception {
    assertThat(start("--threads", "0").waitFor()).isEqualTo(2);
    assertThat(errors())
        .isEqualTo("--threads is 0, but must be 1 to 1000; --help says what there is\n");
  }

  @Test
  @EnabledForJreRange(minVersion = 21)
  void onVirtualThreadsEstimatesAreMarked() throws Exception {
    Process process = start("--port", "0", "--virtual-threads");
    ExampleClient client = new ExampleClient(address(process));
    assertThat(client.get("/lock?scale=0.2").statusCode()).isEqualTo(200);
    // The answer comes before the request has ended, and more so where nothing is compiled yet.
    String report = outputUpTo(line -> line.contains("LockRoute.updateStock"), process);
    terminate(process);

    assertThat(report + output(process))
        // A garbage collection may have stopped it.
        .containsPattern("waiting ~[0-9.]+ m?s {3}(?:gc .* {3})?thread \\S+\n")
        .containsPattern("~[0-9.]+ m?s .*LockRoute.updateStock.*\\[~lock")
        .doesNotContain(" cpu ", "allocated");
  }

  @Test
  @EnabledForJreRange(maxVersion = 20)
  void virtualThreadsOnAnOlderJdkEndItWithOneLine() throws Exception {
    assertThat(start("--virtual-threads").waitFor()).isEqualTo(2);
    assertThat(errors())
        .startsWith("--virtual-threads needs JDK 21 or later, and this is ")
        .hasLineCount(1);
  }

  @Test
  void wrongFilterOptionEndsItWithOneLine() throws Exception {
    Process process = start("--port", "0", "--filter", "interval=often");

    assertThat(output(process)).isEmpty();
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(errors()).contains("interval", "often", "100us to 10s").hasLineCount(1);
    assertNothingIsLeft(process);
  }

  @Test
  void portInUseEndsItWithOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process process = start("--port", Integer.toString(taken.getLocalPort()));

      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(errors()).startsWith("cannot start: ").hasLineCount(1);
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(workingDirectory.toFile())
            .redirectError(errorFile().toFile())
            .start();
    started.add(process);
    return process;
  }

  /** Waits until it serves. */
  private String address(Process process) throws IOException {
    String line = process.inputReader().readLine();
    assertThat(line).as(errors()).matches("listening on http://127\\.0\\.0\\.1:[0-9]+");
    return line.substring("listening on ".length());
  }

  /** Sends SIGTERM. Process.destroy would also close the streams, before they can be read. */
  private static void terminate(Process process) {
    process.toHandle().destroy();
  }

  private static String output(Process process) throws IOException {
    return outputUpTo(line -> false, process);
  }

  private static String outputUpTo(Predicate<String> last, Process process) throws IOException {
    StringBuilder all = new StringBuilder();
    BufferedReader reader = process.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      all.append(line).append('\n');
      if (last.test(line)) {
        break;
      }
    }
    return all.toString();
  }

  private Path errorFile() {
    return temporary.resolve("errors.txt");
  }

  private String errors() throws IOException {
    return Files.readString(errorFile());
  }

  private void assertNothingIsLeft(Process process) throws IOException {
    assertThat(output(process)).doesNotContain("\tat ", " WARN ", " ERROR ");
    assertThat(errors()).hasLineCount(process.exitValue() == SIGTERM_STATUS ? 0 : 1);
    assertThat(workingDirectory).isEmptyDirectory();
    assertThat(temporary).isDirectoryNotContaining("glob:**tomcat*");
  }
}
