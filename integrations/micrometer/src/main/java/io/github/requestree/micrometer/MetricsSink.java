package io.github.requestree.micrometer;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.ProfilerStatistics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Counts where the time of each route goes: {@code ProfilingOptions.builder().addSink(new
 * MetricsSink(registry))}. Every profiled request counts, whether or not it is reported. A sink
 * belongs to one filter or profiler. Thread-safe.
 *
 * <p>Times by kind of waiting, with {@code requestree.cpu}, add up to those of {@code
 * requestree.request}. The time of requests that are not reported, and what was not sampled of the
 * others, is of the kind {@code unknown}. The meters are named in {@code docs/fleet.md}; they stay
 * in the registry when the sink is closed.
 */
public final class MetricsSink
    implements ProfileSink,
        ProfileSink.EndListener,
        ProfileSink.BlockedThreadListener,
        ProfileSink.Buffer,
        ProfilerStatistics.Listener {

  private final RouteMeters routes;
  private final BlockedMeters blocked;
  private final ProfilerMeters profiler;

  /** A sink that counts in this registry. */
  public MetricsSink(MeterRegistry registry) {
    Objects.requireNonNull(registry, "registry");
    routes = new RouteMeters(registry);
    blocked = new BlockedMeters(registry);
    profiler = new ProfilerMeters(registry, name());
  }

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public void watches(Supplier<ProfilerStatistics> statistics) {
    profiler.watch(statistics);
  }

  @Override
  public void ended(ProfileSink.End end) {
    RouteMeter route = routes.of(end);
    route.ended(end);
    if (!end.longEnough()) {
      route.unknown(end.durationNanos());
    }
  }

  @Override
  public void lost(ProfileSink.End end) {
    routes.of(end).unknown(end.durationNanos());
  }

  @Override
  public void accept(Profile profile) {
    // One that still runs comes again with all of its time.
    if (!profile.stillRunning()) {
      routes.of(profile).reported(profile);
    }
  }

  @Override
  public void blocked(BlockedThread thread) {
    blocked.count(thread);
  }

  @Override
  public boolean flush() {
    return profiler.update();
  }

  @Override
  public void close() {
    profiler.close();
  }
}
