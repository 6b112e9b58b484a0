package io.github.requestree.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.text.TextReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectorySinkTest {

  private static final long MINUTE = 60_000_000_000L;

  /** Writes as many bytes as the request took milliseconds. */
  private static final class Sized implements ReportFormat {
    private IOException failure;
    private Runnable meanwhile = () -> {};

    @Override
    public String mediaType() {
      return "text/plain";
    }

    @Override
    public String name() {
      return "sized";
    }

    @Override
    public String fileSuffix() {
      return ".txt";
    }

    @Override
    public void write(Profile profile, OutputStream out) throws IOException {
      out.write(new byte[(int) (profile.durationNanos() / 1_000_000)]);
      Runnable once = meanwhile;
      meanwhile = () -> {};
      once.run();
      if (failure != null) {
        out.flush();
        throw failure;
      }
    }
  }

  @TempDir private Path temporary;
  private Path directory;
  private final Sized format = new Sized();
  private long now;

  @BeforeEach
  void inADirectoryThatIsNotThere() {
    directory = temporary.resolve("not").resolve("yet");
  }

  @Test
  void aReportIsAFileOfTheTextAndItsNameBeginsWithTheDuration() throws IOException {
    Profile profile = profile(3_006, "5b0c");
    DirectorySink.builder(directory, TextReport.create()).build().accept(profile);

    assertThat(names()).containsExactly("000003006ms-GET-orders-id-5b0c.txt");
    assertThat(Files.readString(directory.resolve(names().get(0))))
        .isEqualTo(TextReport.create().toText(profile));
  }

  @Test
  void sortedByNameTheSlowestAreLast() throws IOException {
    DirectorySink sink = sink(10, 1_000_000);
    accept(sink, 100, 99, 20_000, 1_000, 0);

    assertThat(durations()).containsExactly(0, 99, 100, 1_000, 20_000);
  }

  @Test
  void forASlowerOneTheFastestGoesAndAFasterOneIsNotWritten() throws IOException {
    DirectorySink sink = sink(3, 1_000_000);
    accept(sink, 30, 10, 20);
    accept(sink, 40, 5, 15);

    assertThat(durations()).containsExactly(20, 30, 40);
    assertThat(sink.notWritten()).isEqualTo(2);
  }

  @Test
  void bytesAreBoundedToo() throws IOException {
    DirectorySink sink = sink(100, 1_000);
    accept(sink, 300, 400, 200);
    accept(sink, 450);
    assertThat(durations()).containsExactly(400, 450);
    accept(sink, 350, 100);
    assertThat(durations()).containsExactly(100, 400, 450);

    accept(sink, 1_001);
    assertThat(durations()).containsExactly(100, 400, 450);
    assertThat(sink.notWritten()).isEqualTo(2);
  }

  @Test
  void filesOfEarlierRunsCountAndOthersAreNotTouched() throws IOException {
    accept(sink(5, 1_000_000), 10, 20, 30, 40, 50);
    Files.writeString(directory.resolve("notes.txt"), "mine");
    Files.createDirectory(directory.resolve("000000001ms-directory.txt"));

    DirectorySink fewer = sink(3, 1_000_000);
    assertThat(durations()).containsExactly(1, 30, 40, 50);
    accept(fewer, 60);

    assertThat(names()).contains("notes.txt", "000000001ms-directory.txt");
    assertThat(durations()).containsExactly(1, 40, 50, 60);
  }

  @Test
  void whatIsDeletedByOthersMakesRoomWithinAMinute() throws IOException {
    DirectorySink sink = sink(1, 1_000_000);
    accept(sink, 50);
    Files.delete(directory.resolve(names().get(0)));

    now += MINUTE - 1;
    accept(sink, 10);
    now += 1;
    accept(sink, 20);

    assertThat(durations()).containsExactly(20);
  }

  @Test
  void aDirectoryThatIsDeletedIsMadeAgainWithTheNextReport() throws IOException {
    DirectorySink sink = sink(2, 1_000_000);
    accept(sink, 50, 60);
    delete(directory);

    accept(sink, 10);

    assertThat(durations()).containsExactly(10);
    assertThat(sink.notWritten()).isZero();
  }

  @Test
  void soIsOneThatIsDeletedWhileAReportIsWritten() throws IOException {
    DirectorySink sink = sink(2, 1_000_000);
    accept(sink, 50);
    format.meanwhile = () -> delete(directory);

    accept(sink, 10);

    assertThat(durations()).containsExactly(10);
    assertThat(sink.notWritten()).isZero();
  }

  @Test
  void onAFullDiskTheLossIsThrownAndCountedAndNothingIsLeftBehind() throws IOException {
    DirectorySink sink = sink(10, 1_000_000);
    accept(sink, 10);
    format.failure = new IOException("No space left on device");

    assertThatThrownBy(() -> accept(sink, 20))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCause(format.failure);
    assertThat(names()).hasSize(1);
    assertThat(sink.notWritten()).isEqualTo(1);

    format.failure = null;
    accept(sink, 30);
    assertThat(durations()).containsExactly(10, 30);
  }

  @Test
  void aDirectoryThatHasGoneOrBecameReadOnlyCostsReportsUntilItIsBack() throws IOException {
    DirectorySink sink = sink(10, 1_000_000);
    Files.delete(directory);
    Files.createFile(directory);
    assertThatThrownBy(() -> accept(sink, 20)).isInstanceOf(UncheckedIOException.class);
    now += MINUTE;
    assertThatThrownBy(() -> accept(sink, 20)).isInstanceOf(UncheckedIOException.class);
    assertThat(sink.notWritten()).isEqualTo(2);

    Files.delete(directory);
    accept(sink, 30);
    assertThat(durations()).containsExactly(30);

    withoutWriting(directory);
    assertThatThrownBy(() -> accept(sink, 20)).isInstanceOf(UncheckedIOException.class);
    assertThat(sink.notWritten()).isEqualTo(3);
  }

  @Test
  void whatCannotBeWrittenIntoIsAnErrorAtOnce() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    Path readOnly = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
    for (Path wrong : List.of(file, file.resolve("below"), readOnly)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DirectorySink.builder(wrong, TextReport.create()).build())
          .withMessageStartingWith("directory is '" + wrong + "', but must be");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DirectorySink.builder(directory, TextReport.create()).maxFiles(0).build());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DirectorySink.builder(directory, TextReport.create()).maxBytes(0).build());
    assertThat(directory).doesNotExist();
  }

  @Test
  void aReadOnlyDirectoryIsAnErrorAtOnce() throws IOException {
    Files.createDirectories(directory);
    withoutWriting(directory);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> DirectorySink.builder(directory, TextReport.create()).build());
  }

  @Test
  void whatAKilledProcessLeftIsDeletedAndWhatAnotherIsWritingIsNot() throws IOException {
    Files.createDirectories(directory);
    Path old = Files.createFile(directory.resolve(".requestree-1.tmp"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3_600)));
    Files.createFile(directory.resolve(".requestree-2.tmp"));

    sink(10, 1_000_000);

    assertThat(names()).containsExactly(".requestree-2.tmp");
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void withoutWriting(Path directory) throws IOException {
    assumeFalse(
        System.getProperty("user.name").equals("root")
            || !FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "here nobody can be kept from writing");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
  }

  private DirectorySink sink(int files, long bytes) throws IOException {
    return new DirectorySink(
        DirectorySink.builder(directory, format).maxFiles(files).maxBytes(bytes), () -> now);
  }

  private static void accept(DirectorySink sink, int... millis) {
    for (int each : millis) {
      sink.accept(profile(each, "c0ffee"));
    }
  }

  private static Profile profile(int millis, String id) {
    String name = "GET /orders/17";
    CallNode root =
        CallNode.builder(Frame.of(Frame.Kind.ROOT, name)).selfNanos(millis * 1_000_000L).build();
    return Profile.builder(id, name, Instant.EPOCH, root)
        .request(new Profile.Request("GET", "/orders/17", "/orders/{id}", 200, null))
        .build();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<Integer> durations() throws IOException {
    return names().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).contains("ms-"))
        .map(name -> Integer.parseInt(name.substring(0, 9)))
        .toList();
  }
}
