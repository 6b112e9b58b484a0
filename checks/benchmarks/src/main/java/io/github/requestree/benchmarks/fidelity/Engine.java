package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.SamplingOptions;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A profiler that gives back each profile, after its sums were checked. */
final class Engine implements AutoCloseable {

  private static final String WATCHED = "request";
  private static final long DELIVERY_SECONDS = 30;

  private final BlockingQueue<Profile> delivered = new LinkedBlockingQueue<>();
  private final Profiler profiler;

  Engine(SamplingOptions options, Sums sums) {
    profiler =
        Profiler.builder().name("fidelity").options(options).sink(sums).sink(this::take).build();
  }

  private void take(Profile profile) {
    if (profile.name().equals(WATCHED)) {
      delivered.add(profile);
    }
  }

  /** Profiles the workload once; what it measured of itself goes into {@code truth}. */
  Profile profile(Workload workload, Truth truth) throws Exception {
    profiler.call(
        WATCHED,
        () -> {
          workload.run(truth);
          return truth;
        });
    Profile profile = delivered.poll(DELIVERY_SECONDS, TimeUnit.SECONDS);
    if (profile == null) {
      throw new IllegalStateException("no profile was delivered: " + profiler.statistics());
    }
    return profile;
  }

  /** The profiler, for work beside. */
  Profiler profiler() {
    return profiler;
  }

  @Override
  public void close() {
    profiler.close();
  }
}
