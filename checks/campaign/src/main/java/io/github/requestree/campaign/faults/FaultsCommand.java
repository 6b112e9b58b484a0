package io.github.requestree.campaign.faults;

import io.github.requestree.campaign.Command;
import io.github.requestree.campaign.Rows;
import io.github.requestree.campaign.Size;
import io.github.requestree.campaign.server.Container;
import io.github.requestree.campaign.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Injects faults into all that the engine calls, one at a time and at random under load. */
public final class FaultsCommand implements Command {

  /** Closing waits a second for a sampler that hangs, so the quick campaign has few of them. */
  private static final Set<Seam> QUICK_HANGS =
      EnumSet.complementOf(
          EnumSet.of(
              Seam.OWN_CPU_TIME,
              Seam.ALLOCATED_BYTES,
              Seam.STATE,
              Seam.WAITS,
              Seam.LOCK_OWNER,
              Seam.STANDSTILL,
              Seam.STOP_COST));

  private static final int MAX_SHOWN = 20;
  private static final int ONE_IN = 50;

  private static final String CLAIM =
      "responses as without the filter; nothing left open; each request reported or counted as"
          + " lost";

  @Override
  public String name() {
    return "faults";
  }

  @Override
  public String summary() {
    return "faults in all that the engine calls: exceptions, Errors, hangs, slow answers";
  }

  @Override
  public void run(Size size, Rows rows) throws Exception {
    Path directory = Files.createTempDirectory("campaign-faults");
    // A sampler may end by an Error; the next request starts another one.
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {});
    for (Container container : Container.values()) {
      Trial trial = new Trial(container);
      if (container == Container.JETTY || size == Size.FULL) {
        for (Seam.Group group : Seam.Group.values()) {
          oneAtATime(trial, container, group, directory, size, rows);
        }
      }
      atRandom(trial, container, directory, size, rows);
    }
    new NetworkFaults(rows).run(size);
  }

  private static void oneAtATime(
      Trial trial, Container container, Seam.Group group, Path directory, Size size, Rows rows)
      throws Exception {
    Tally tally = new Tally();
    for (Seam seam : Seam.values()) {
      for (Fault fault : Fault.values()) {
        boolean hang = fault == Fault.HANG;
        if (seam.group != group
            || (hang && !seam.onOwnThreads)
            || (fault.isThrown() && !seam.throwsAnything())
            || (size == Size.QUICK && !fault.isQuick)
            || (hang && size == Size.QUICK && !QUICK_HANGS.contains(seam))) {
          continue;
        }
        Injector faults = Injector.of(seam, fault);
        tally.add(
            seam + " " + fault,
            trial,
            new FaultyParts(
                faults, Files.createTempDirectory(directory, "trial"), seam != Seam.REQUEST),
            faults,
            size.pick(1, 2));
      }
    }
    tally.row("one fault at a time in " + group.title + ", on " + container.title(), rows);
  }

  private static void atRandom(
      Trial trial, Container container, Path directory, Size size, Rows rows) throws Exception {
    Tally tally = new Tally();
    for (int i = 0; i < size.pick(1, 4); i++) {
      Injector faults = Injector.atRandom(ONE_IN);
      Path own = Files.createTempDirectory(directory, "trial");
      FaultyParts parts = new FaultyParts(faults, own, false);
      tally.add("at random", trial, parts, faults, size.pick(20, 60));
    }
    tally.row("all of them at random, on " + container.title(), rows);
  }

  /** Adds up trials that share a row. */
  private static final class Tally {
    private int trials;
    private long injected;
    private long requests;
    private long reported;
    private long lost;
    private final List<String> problems = new ArrayList<>();

    void add(String what, Trial trial, FaultyParts parts, Injector faults, int rounds)
        throws Exception {
      FaultyLog.use(faults);
      Trial.Result result = trial.run(parts, rounds);
      trials++;
      injected += faults.injected();
      requests += result.requests();
      reported += result.statistics().reported();
      lost += result.statistics().dropped() + result.statistics().refused();
      result.problems().forEach(problem -> problems.add(what + ": " + problem));
    }

    void row(String what, Rows rows) {
      String found =
          problems.isEmpty()
              ? String.format(
                  Locale.ROOT, "%,d requests, %,d reported, %,d lost", requests, reported, lost)
              : problems.size() + " problems, such as " + problems.get(0);
      rows.check(
          what,
          String.format(Locale.ROOT, "%,d times in %,d trials", injected, trials),
          CLAIM,
          problems.isEmpty() && injected > 0,
          found);
      problems.stream().limit(MAX_SHOWN).forEach(System.err::println);
    }
  }
}
