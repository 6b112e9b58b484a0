package io.github.requestree.campaign.faults;

import io.github.requestree.campaign.trial.Trial;
import io.github.requestree.campaign.trial.Witness;
import io.github.requestree.export.DirectorySink;
import io.github.requestree.page.Access;
import io.github.requestree.sampling.FaultyProfilers;
import io.github.requestree.servlet.FaultyFilters;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import jakarta.servlet.Filter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A filter with everything on, and an injector in all places. Immutable. */
final class FaultyParts implements Trial.Parts {

  private static final Duration CLOSING = Duration.ofMillis(300);
  private static final int RECENT = 20;

  private final Injector faults;
  private final boolean countsAllRequests;
  private final Witness witness = new Witness();
  private final ProfilingFilter filter;

  /**
   * @param directory the place of the files
   * @param countsAllRequests whether each request begins a profile all the same
   */
  FaultyParts(Injector faults, Path directory, boolean countsAllRequests) {
    this.faults = faults;
    this.countsAllRequests = countsAllRequests;
    ProfilingOptions options =
        ProfilingOptions.builder()
            .maxOverhead(1)
            .recentProfiles(RECENT)
            .badge(true)
            .addSink(witness)
            .addSink(new FaultySink(faults))
            .addSink(
                DirectorySink.builder(FaultyFiles.of(directory, faults), new FaultyFormat(faults))
                    .build())
            .build();
    filter =
        FaultyFilters.create(
            options,
            () ->
                FaultyProfilers.builder(
                    call -> faults.hit(Seam.of(call)),
                    () -> 0,
                    this::now,
                    new FaultyIntegration(faults),
                    CLOSING));
    // Not before: a directory that cannot be written into at the start is refused.
    faults.begin();
  }

  private Instant now() {
    faults.hit(Seam.WALL_CLOCK);
    return Instant.now();
  }

  @Override
  public ProfilingFilter filter() {
    return filter;
  }

  @Override
  public Filter inFront(ProfilingFilter profiling) {
    return new FaultyRequest.InFront(profiling, faults);
  }

  /** Nobody is let in, so that no response has a header more. */
  @Override
  public Access access() {
    return Access.when(
        request -> {
          faults.hit(Seam.ACCESS);
          return false;
        });
  }

  @Override
  public Witness witness() {
    return witness;
  }

  @Override
  public void release() {
    faults.release();
  }

  @Override
  public boolean countsAllRequests() {
    return countsAllRequests;
  }
}
