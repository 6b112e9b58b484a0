package io.github.requestree.micrometer;

import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.ProfilerStatistics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the profiler does and costs. Counters that are raised now and then, and not functions
 * that the registry calls: a registry that outlives an application would keep that in memory.
 * Thread-safe.
 */
final class ProfilerMeters {

  private static final double NANOS_PER_SECOND = 1e9;

  private final String ownName;
  private final Raised ownCpu;
  private final Raised written;
  private final Raised notWritten;
  private final Raised dropped;
  private final Raised refused;
  private @Nullable Supplier<ProfilerStatistics> watched;

  /**
   * @param ownName the name of the sink whose reports do not count, since it writes none
   */
  ProfilerMeters(MeterRegistry registry, String ownName) {
    this.ownName = ownName;
    ownCpu =
        new Raised(
            Counter.builder("requestree.own.cpu")
                .description("CPU time that profiling cost, as its budget was charged")
                .baseUnit("seconds")
                .register(registry));
    written = reports(registry, "written");
    notWritten = reports(registry, "not written");
    dropped = reports(registry, "dropped");
    refused =
        new Raised(
            Counter.builder("requestree.refused")
                .description("Requests neither profiled nor counted, since too many were under way")
                .register(registry));
  }

  private static Raised reports(MeterRegistry registry, String outcome) {
    return new Raised(
        Counter.builder("requestree.reports")
            .description("Reports by what became of them")
            .tag("outcome", outcome)
            .register(registry));
  }

  /** Counts from now on what this profiler does, from its start. */
  synchronized void watch(Supplier<ProfilerStatistics> statistics) {
    watched = statistics;
    ownCpu.startAgain();
    written.startAgain();
    notWritten.startAgain();
    dropped.startAgain();
    refused.startAgain();
  }

  /** Counts what has happened since it was called last, and says whether anything has. */
  synchronized boolean update() {
    Supplier<ProfilerStatistics> source = watched;
    if (source == null) {
      return false;
    }
    ProfilerStatistics now = source.get();
    long writtenNow = 0;
    long notWrittenNow = 0;
    long droppedNow = now.dropped();
    for (ProfileSink.Counts sink : now.sinks()) {
      if (!sink.name().equals(ownName)) {
        writtenNow += sink.delivered() - sink.notWritten();
        notWrittenNow += sink.notWritten();
        droppedNow += sink.lost();
      }
    }
    ownCpu.to((now.ownCpuNanos() + now.onDemandCpuNanos()) / NANOS_PER_SECOND);
    boolean anything = written.to(writtenNow);
    anything |= notWritten.to(notWrittenNow);
    anything |= dropped.to(droppedNow);
    anything |= refused.to(now.refused());
    return anything;
  }

  synchronized void close() {
    update();
    watched = null;
  }

  /** A counter that follows a figure. */
  private static final class Raised {
    private final Counter counter;
    private double reached;

    Raised(Counter counter) {
      this.counter = counter;
    }

    boolean to(long value) {
      return to((double) value);
    }

    /** Read one after the other, differences of figures may fall for a moment. */
    boolean to(double value) {
      if (value <= reached) {
        return false;
      }
      counter.increment(value - reached);
      reached = value;
      return true;
    }

    void startAgain() {
      reached = 0;
    }
  }
}
