package io.github.requestree.findings;

import io.github.requestree.profile.Surroundings;
import java.util.ArrayList;
import java.util.List;

/** A thread that must not block was blocked, or a hand-off began late. */
final class BlockingRule implements Rule {

  /** A hand-off that began less late, of the duration, is not why it took long. */
  private static final int LATE_PERCENT = 10;

  @Override
  public List<Candidate> find(Evidence evidence) {
    List<Candidate> found = new ArrayList<>();
    BlockingSummary blocking = BlockingSummary.in(evidence.profile().root(), evidence.shaping());
    if (blocking != null) {
      found.add(blocked(blocking));
    }
    Surroundings.LateStart latest = null;
    for (Surroundings.LateStart late : evidence.profile().surroundings().lateStarts()) {
      latest = latest == null || late.lateNanos() > latest.lateNanos() ? late : latest;
    }
    if (latest != null && evidence.isAtLeast(LATE_PERCENT, latest.lateNanos())) {
      found.add(late(latest, evidence.words()));
    }
    return found;
  }

  private static Candidate blocked(BlockingSummary blocking) {
    String sentence =
        Words.name(blocking.all().thread())
            + " blocked for "
            + Words.time(blocking.all().nanos())
            + (blocking.places() == 1
                ? " by "
                : " in " + blocking.places() + " places, longest by ")
            + Words.call(blocking.call());
    return Candidate.of(
        Finding.Kind.BLOCKED_THREAD, sentence, blocking.all().nanos(), blocking.call());
  }

  private static Candidate late(Surroundings.LateStart late, Words words) {
    Surroundings.BusyWith busy = late.busyWith();
    String route = busy == null ? null : busy.route();
    String sentence =
        "a hand-off began "
            + Words.time(late.lateNanos())
            + " late on "
            + Words.name(late.thread())
            + (busy == null
                ? ""
                : ", blocked by "
                    + words.call(busy.stack())
                    + " for "
                    + (route == null ? "another request" : Words.name(route)));
    return Candidate.of(Finding.Kind.LATE_START, sentence, late.lateNanos(), null);
  }
}
