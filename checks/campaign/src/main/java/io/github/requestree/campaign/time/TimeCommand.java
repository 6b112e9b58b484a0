package io.github.requestree.campaign.time;

import io.github.requestree.campaign.Await;
import io.github.requestree.campaign.Command;
import io.github.requestree.campaign.Rows;
import io.github.requestree.campaign.Size;
import io.github.requestree.campaign.child.Child;
import io.github.requestree.campaign.server.Container;
import io.github.requestree.campaign.server.Server;
import io.github.requestree.campaign.trial.Trial;
import io.github.requestree.campaign.trial.Witness;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.FaultyProfilers;
import io.github.requestree.servlet.FaultyFilters;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Has clocks jump, and the process stand still. */
public final class TimeCommand implements Command {

  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final long JUMP_HOURS = 12;
  private static final Duration SLEEP = Duration.ofHours(5);
  private static final String CLAIM =
      "responses right; sums exact; no time of the pause given to code that ran; the report says"
          + " so; requests afterwards are sampled";

  @Override
  public String name() {
    return "time";
  }

  @Override
  public String summary() {
    return "a wall clock that jumps, a process that was suspended, a laptop that slept";
  }

  @Override
  public void run(Size size, Rows rows) throws Exception {
    wallClock(size, rows);
    sleptLaptop(rows);
    suspendedProcess(size, rows);
  }

  private static void wallClock(Size size, Rows rows) throws Exception {
    AtomicLong jumps = new AtomicLong();
    Witness witness = new Witness();
    InstantSource jumping =
        () -> {
          jumps.incrementAndGet();
          long hours = ThreadLocalRandom.current().nextLong(-JUMP_HOURS, JUMP_HOURS + 1);
          return Instant.now().plus(Duration.ofHours(hours));
        };
    ProfilingFilter filter = filter(witness, jumping, new AtomicLong());
    Trial trial = new Trial(Container.JETTY);
    long start = System.nanoTime();
    Trial.Result result =
        trial.run(
            new Trial.Parts() {
              @Override
              public ProfilingFilter filter() {
                return filter;
              }

              @Override
              public Witness witness() {
                return witness;
              }
            },
            size.pick(3, 50));
    long elapsed = System.nanoTime() - start;
    List<String> broken = new ArrayList<>(result.problems());
    for (Profile profile : witness.kept()) {
      if (profile.durationNanos() > elapsed) {
        broken.add(profile.name() + " took " + profile.durationNanos() + " of " + elapsed + " ns");
      }
    }
    rows.check(
        "a wall clock that jumps by up to 12 hours, back and forth",
        jumps + " times in " + result.requests() + " requests",
        "responses as without the filter; sums exact; no request took longer than the trial",
        broken.isEmpty() && jumps.get() > 0,
        broken.isEmpty() ? "" : broken.get(0));
  }

  private static ProfilingFilter filter(
      Witness witness, InstantSource wallClock, AtomicLong jumped) {
    ProfilingOptions options =
        ProfilingOptions.builder()
            .maxOverhead(1)
            .maxAge(Duration.ofHours(24))
            .addSink(witness)
            .build();
    return FaultyFilters.create(
        options, () -> FaultyProfilers.builder(call -> {}, jumped::get, wallClock, null, CLOSING));
  }

  private static void sleptLaptop(Rows rows) throws Exception {
    AtomicLong jumped = new AtomicLong();
    Witness witness = new Witness();
    Seen seen = new Seen(witness);
    Waiting waiting = new Waiting();
    ProfilingFilter filter = filter(witness, InstantSource.system(), jumped);
    List<String> broken = new ArrayList<>();
    try (Server server = Container.JETTY.start(filter, waiting.servlets())) {
      Requests requests = new Requests(server.port());
      requests.begin();
      waiting.inside.await();
      Await.until(() -> areChecked(filter));
      jumped.addAndGet(SLEEP.toNanos());
      requests.askUntil(() -> seen.hasSampled(Waiting.SHORT));
      waiting.letGo();
      broken.addAll(requests.wrong());
      Await.until(() -> seen.has(Waiting.WAIT) && seen.has(Waiting.BUSY));
    }
    broken.addAll(Claims.broken(seen, SLEEP.toNanos()));
    rows.check(
        "a laptop that slept: the monotonic clock jumps by 5 hours, CPU clocks stand still",
        "once, with 2 requests under way",
        CLAIM,
        broken.isEmpty(),
        broken.isEmpty() ? Claims.found(seen) : broken.get(0));
  }

  private static void suspendedProcess(Size size, Rows rows) throws Exception {
    int seconds = size.pick(3, 60);
    String fault = "a process that is suspended for " + seconds + " s (SIGSTOP)";
    if (!Files.exists(Path.of("/proc/self/stat"))) {
      rows.skip(fault, CLAIM, "no /proc here that tells when a process has stopped");
      return;
    }
    try (Child child = Child.start(List.of(), SuspendedServer.class)) {
      Requests requests = new Requests(Integer.parseInt(child.fact("port")));
      requests.begin();
      child.fact("inside");
      signal("STOP", child.pid());
      boolean stopped = Await.until(() -> isStopped(child.pid()));
      long start = System.nanoTime();
      Thread.sleep(seconds * 1_000L);
      long pause = System.nanoTime() - start;
      signal("CONT", child.pid());
      requests.askUntil(() -> isSeen(child));
      child.say("let");
      List<String> broken = new ArrayList<>(requests.wrong());
      child.say(Long.toString(pause));
      String found = child.fact("found");
      String told = child.fact("broken");
      if (!told.isEmpty()) {
        broken.add(told);
      }
      rows.check(
          fault,
          "once, with 2 requests under way",
          CLAIM,
          stopped && broken.isEmpty(),
          broken.isEmpty() ? found : broken.get(0));
    }
  }

  /** Returns whether the sampler knows both requests by now. */
  static boolean areChecked(ProfilingFilter filter) {
    return Objects.requireNonNull(filter.statistics()).polls() > 100;
  }

  private static boolean isSeen(Child child) throws Exception {
    child.forget("seen");
    child.say("seen");
    return child.fact("seen").equals("true");
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor();
  }

  /** The state of a process stands behind its name, which is in parentheses. */
  private static boolean isStopped(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
  }
}
