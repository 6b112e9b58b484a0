package io.github.requestree.campaign.races;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.sampling.ProfilerStatistics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Takes all profiles, and the statistics of each profiler that there was. Thread-safe. */
final class Collected implements ProfileSink, ProfilerStatistics.Listener {

  private final Set<String> ids = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Supplier<ProfilerStatistics>> profilers = new ArrayList<>();

  @Override
  public synchronized void watches(Supplier<ProfilerStatistics> statistics) {
    profilers.add(statistics);
  }

  @Override
  public synchronized void accept(Profile profile) {
    if (!profile.stillRunning() && !ids.add(profile.id())) {
      problems.add(profile.name() + " was reported twice");
    }
    try {
      ProfileSums.assertAddUp(profile);
    } catch (AssertionError e) {
      problems.add(profile.name() + " does not add up: " + e.getMessage());
    }
  }

  synchronized List<ProfilerStatistics> statistics() {
    return profilers.stream().map(Supplier::get).toList();
  }

  synchronized List<String> problems() {
    return List.copyOf(problems);
  }
}
