package io.github.requestree.campaign.disk;

import io.github.requestree.campaign.Await;
import io.github.requestree.campaign.trial.Trial;
import io.github.requestree.campaign.trial.Witness;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.ProfilerStatistics;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/** A trial whose reports go into a directory, to which something happens halfway. */
final class DirectoryTrial implements Trial.Parts {

  /** Something that happens to the directory. */
  @FunctionalInterface
  interface Change {
    void happen() throws IOException;
  }

  private final Change change;
  private final Witness witness = new Witness();
  private final ProfilingFilter filter;

  DirectoryTrial(Path directory, Change change) {
    this.change = change;
    filter =
        ProfilingFilter.create(
            ProfilingOptions.builder()
                .maxOverhead(1)
                .addSink(witness)
                .directory(directory)
                .directoryFormat("json")
                .build());
  }

  @Override
  public ProfilingFilter filter() {
    return filter;
  }

  @Override
  public Witness witness() {
    return witness;
  }

  /** Waits until the reports so far are written, or are not. */
  @Override
  public boolean changes() throws Exception {
    Await.until(() -> isWritten(Objects.requireNonNull(filter.statistics())));
    change.happen();
    return true;
  }

  private static boolean isWritten(ProfilerStatistics now) {
    return now.finished() == now.reported() + now.dropped()
        && now.sinks().stream()
            .allMatch(sink -> sink.delivered() + sink.failures() + sink.lost() >= now.reported());
  }

  /** Returns the number of reports that were not written, and counted as such. */
  static long notWritten(Trial.Result result) {
    return sink(result).notWritten();
  }

  /** Returns the number of reports that the directory took. */
  static long given(Trial.Result result) {
    return sink(result).delivered() + sink(result).failures();
  }

  private static ProfileSink.Counts sink(Trial.Result result) {
    return result.statistics().sinks().stream()
        .filter(sink -> sink.name().endsWith("DirectorySink"))
        .findFirst()
        .orElseThrow();
  }

  static long files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".json")).count();
    }
  }
}
