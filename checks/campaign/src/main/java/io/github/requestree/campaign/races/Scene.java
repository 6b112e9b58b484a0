package io.github.requestree.campaign.races;

import io.github.requestree.campaign.Await;
import io.github.requestree.campaign.OwnThreads;
import io.github.requestree.campaign.OwnWarnings;
import io.github.requestree.campaign.server.Container;
import io.github.requestree.campaign.server.RawHttp;
import io.github.requestree.campaign.server.Server;
import io.github.requestree.sampling.ProfilerStatistics;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A container with the filter in front of a servlet, while a race is run. For one thread. */
final class Scene {

  /** Each profile has a stack or two: what is open while a request ends is what races. */
  private static final double OVERHEAD = 0.25;

  private static final int RECENT = 20;

  final RaceServlet servlet = new RaceServlet();
  final Collected collected = new Collected();
  private final Race race;
  private final OwnWarnings warnings;
  private final Server server;

  private Scene(Container container, Race race, OwnWarnings warnings) throws Exception {
    this.race = race;
    this.warnings = warnings;
    ProfilingFilter filter =
        ProfilingFilter.create(
            ProfilingOptions.builder()
                .maxOverhead(OVERHEAD)
                .recentProfiles(RECENT)
                .addSink(collected)
                .build());
    server = container.start(race.registered(filter), Map.of("/", servlet));
  }

  /** Runs a race, and returns what was wrong. */
  static List<String> play(Container container, Race race, int times, OwnWarnings warnings)
      throws Exception {
    Scene scene = new Scene(container, race, warnings);
    List<String> problems = new ArrayList<>();
    try {
      try (Visitors visitors = new Visitors(scene.port())) {
        race.run(scene, times);
        problems.addAll(visitors.problems());
      }
      scene.judge(problems);
    } finally {
      scene.server.close();
    }
    OwnThreads.left().forEach(thread -> problems.add(thread + " is left"));
    return problems;
  }

  int port() {
    return server.port();
  }

  private void judge(List<String> problems) throws Exception {
    if (!RawHttp.get(port(), "/sync").equals(new RawHttp.Answer(200, "sync"))) {
      problems.add("the server does not answer any more");
    }
    if (!Await.until(() -> collected.statistics().stream().allMatch(Scene::isSettled))) {
      problems.add("something is left open");
    }
    long started = 0;
    for (ProfilerStatistics one : collected.statistics()) {
      started += one.started();
      long accounted = one.reported() + one.belowThreshold() + one.upgraded() + one.dropped();
      if (accounted != one.started() || one.sinkFailures() + one.samplingFailures() > 0) {
        problems.add(one.toString());
      }
    }
    long arrived = servlet.arrived();
    if (started > arrived || started == 0 || (race.seesAll() && started < arrived)) {
      problems.add(arrived + " requests arrived, " + started + " were counted");
    }
    problems.addAll(collected.problems());
    warnings.take().stream().filter(text -> !race.expects(text)).forEach(problems::add);
  }

  private static boolean isSettled(ProfilerStatistics now) {
    return now.started() == now.finished()
        && now.openSegments() == 0
        && now.queued() == 0
        && now.sinks().stream().allMatch(sink -> sink.queued() == 0);
  }
}
