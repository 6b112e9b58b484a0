package io.github.requestree.campaign.disk;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import io.github.requestree.campaign.Command;
import io.github.requestree.campaign.Rows;
import io.github.requestree.campaign.Size;
import io.github.requestree.campaign.child.Child;
import io.github.requestree.campaign.server.Container;
import io.github.requestree.campaign.trial.Trial;
import io.github.requestree.campaign.trial.Witness;
import io.github.requestree.sampling.FaultyProfilers;
import io.github.requestree.servlet.FaultyFilters;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** Has the disk, the log and the heap run out. */
public final class DiskCommand implements Command {

  private static final Duration CLOSING = Duration.ofMillis(300);
  private static final String RESPONSES = "responses as without the filter; nothing left open; ";
  private static final Path FULL = Path.of("/dev/full");

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public String summary() {
    return "a full disk, a missing and a read-only directory, a blocked log, a full heap";
  }

  @Override
  public void run(Size size, Rows rows) throws Exception {
    Trial trial = new Trial(Container.JETTY);
    int rounds = size.pick(1, 10);
    fullDisk(trial, rounds, rows);
    readOnly(trial, rounds, rows);
    deleted(trial, rounds, rows);
    refused(rows);
    fullLog(trial, rounds, rows);
    blockedLog(trial, size.pick(3, 50), rows);
    fullHeap(size, rows);
  }

  private static void fullDisk(Trial trial, int rounds, Rows rows) throws Exception {
    String fault = "a disk that is full, and has room again halfway";
    String claim = RESPONSES + "each report written or counted; written again";
    Mount mount = Mount.create();
    if (mount == null) {
      rows.skip(fault, claim, "no file system may be mounted here");
      return;
    }
    try (mount) {
      Path filler = mount.directory().resolve("filler");
      Path reports = mount.directory().resolve("reports");
      DirectoryTrial parts = new DirectoryTrial(reports, () -> Files.delete(filler));
      fill(filler);
      Trial.Result result = trial.run(parts, rounds);
      long written = DirectoryTrial.files(reports);
      long notWritten = DirectoryTrial.notWritten(result);
      boolean holds =
          result.problems().isEmpty()
              && notWritten > 0
              && written > 0
              && written + notWritten == DirectoryTrial.given(result);
      rows.check(fault, requests(result), claim, holds, found(result, written, notWritten));
    }
  }

  /** Leaves no room for a byte of a report. */
  private static void fill(Path filler) throws IOException {
    byte[] page = new byte[1 << 12];
    try (var out = Files.newOutputStream(filler)) {
      for (int i = 0; i <= Mount.BYTES / page.length; i++) {
        out.write(page);
      }
    } catch (IOException e) {
      // It is full.
    }
  }

  private static void readOnly(Trial trial, int rounds, Rows rows) throws Exception {
    String fault = "a directory that is read-only from halfway on";
    String claim = RESPONSES + "each report written or counted";
    Mount mount = Mount.create();
    if (mount == null) {
      rows.skip(fault, claim, "no file system may be mounted here");
      return;
    }
    try (mount) {
      DirectoryTrial parts =
          new DirectoryTrial(
              mount.directory(),
              () -> {
                if (!mount.isReadOnlyNow()) {
                  throw new IOException("the file system does not become read-only");
                }
              });
      Trial.Result result = trial.run(parts, rounds);
      long written = DirectoryTrial.files(mount.directory());
      long notWritten = DirectoryTrial.notWritten(result);
      boolean holds =
          result.problems().isEmpty()
              && notWritten > 0
              && written + notWritten == DirectoryTrial.given(result);
      rows.check(fault, requests(result), claim, holds, found(result, written, notWritten));
    }
  }

  private static void deleted(Trial trial, int rounds, Rows rows) throws Exception {
    Path parent = Files.createTempDirectory("campaign-deleted");
    Path directory = parent.resolve("reports");
    Trial.Result result = trial.run(new DirectoryTrial(directory, () -> delete(directory)), rounds);
    long written = DirectoryTrial.files(directory);
    rows.check(
        "a directory that is deleted halfway",
        requests(result),
        RESPONSES + "made again, and written into",
        result.problems().isEmpty() && written > 0,
        found(result, written, DirectoryTrial.notWritten(result)));
    delete(parent);
  }

  /** Deletes it, though somebody may be writing into it. */
  private static void delete(Path directory) throws IOException {
    while (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      } catch (IOException | UncheckedIOException e) {
        // A file has come or gone meanwhile.
        Thread.onSpinWait();
      }
    }
  }

  private static void refused(Rows rows) {
    String found;
    try {
      new DirectoryTrial(Path.of("/proc/requestree"), () -> {}).filter().init(new NoConfig());
      found = "it starts";
    } catch (Exception e) {
      found = String.valueOf(e.getMessage());
    }
    boolean holds = found.contains("directory is '/proc/requestree'");
    rows.check(
        "a directory that cannot be made",
        "once",
        "the start fails and names it",
        holds,
        holds ? "" : found);
  }

  private static void fullLog(Trial trial, int rounds, Rows rows) throws Exception {
    String fault = "a log on a disk that is full";
    String claim = RESPONSES + "other sinks go on";
    if (!Files.exists(FULL)) {
      rows.skip(fault, claim, "there is no " + FULL);
      return;
    }
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%msg%n");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setFile(FULL.toString());
    appender.start();
    Logger logger = context.getLogger("requestree");
    logger.addAppender(appender);
    try {
      Sinks parts = new Sinks(() -> {});
      Trial.Result result = trial.run(parts, rounds);
      long seen = parts.witness().seen();
      rows.check(
          fault,
          requests(result),
          claim,
          result.problems().isEmpty() && seen > 0,
          found(result, seen, 0));
    } finally {
      logger.detachAppender(appender);
      appender.stop();
    }
  }

  private static void blockedLog(Trial trial, int rounds, Rows rows) throws Exception {
    CountDownLatch let = new CountDownLatch(1);
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            try {
              let.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    appender.setContext(context);
    appender.start();
    Logger logger = context.getLogger("requestree.profiles");
    logger.addAppender(appender);
    try {
      Sinks parts = new Sinks(let::countDown);
      Trial.Result result = trial.run(parts, rounds);
      long lost = result.statistics().sinks().get(0).lost();
      long seen = parts.witness().seen();
      rows.check(
          "a log that is blocked all the time",
          requests(result),
          RESPONSES + "other sinks go on; what the log did not take is counted as lost",
          result.problems().isEmpty() && lost > 0 && seen > 0,
          found(result, seen, lost));
    } finally {
      logger.detachAppender(appender);
    }
  }

  private static void fullHeap(Size size, Rows rows) throws Exception {
    int times = size.pick(5, 20);
    try (Child child =
        Child.start(List.of("-Xmx64m"), FullHeapServer.class, Integer.toString(times))) {
      String broken = child.fact("broken");
      rows.check(
          "a heap of 64 MB that is filled to the end and freed again",
          times + " times",
          "afterwards responses as without the filter; all requests sampled and reported again",
          broken.isEmpty(),
          broken.isEmpty() ? child.fact("found") : broken);
    }
  }

  private static String requests(Trial.Result result) {
    return String.format(Locale.ROOT, "%,d requests", result.requests());
  }

  private static String found(Trial.Result result, long written, long notWritten) {
    return result.problems().isEmpty()
        ? String.format(Locale.ROOT, "%,d written, %,d not, and counted", written, notWritten)
        : result.problems().get(0);
  }

  /** A filter with a witness beside the log. */
  private static final class Sinks implements Trial.Parts {
    private final Witness witness = new Witness();
    private final Runnable release;

    Sinks(Runnable release) {
      this.release = release;
    }

    @Override
    public ProfilingFilter filter() {
      return FaultyFilters.create(
          ProfilingOptions.builder().maxOverhead(1).maxReports(10_000).addSink(witness).build(),
          () ->
              FaultyProfilers.builder(call -> {}, () -> 0, InstantSource.system(), null, CLOSING));
    }

    @Override
    public Witness witness() {
      return witness;
    }

    @Override
    public void release() {
      release.run();
    }
  }
}
