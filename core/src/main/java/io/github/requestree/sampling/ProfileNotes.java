package io.github.requestree.sampling;

import io.github.requestree.internal.Figures;
import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.recording.Attribution;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the notes on missing parts of a profile and the reasons. Immutable and thread-safe. */
final class ProfileNotes {

  /** The number of intervals from which on a late first check is worth a note. */
  private static final int LATE_INTERVALS = 10;

  private static final String TOO_MANY = "requests were too many to look at each";

  private final long intervalNanos;
  private final String budgetText;

  ProfileNotes(SamplingOptions options) {
    intervalNanos = options.interval().toNanos();
    double most = Budget.mostInAMinute(options.maxOverhead());
    budgetText =
        percent(options.maxOverhead())
            + "; raise maxOverhead"
            + (most > options.maxOverhead()
                ? " (under lasting load; at most "
                    + percent(most)
                    + " in a minute after a quiet one)"
                : "");
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  List<String> of(ProfileState active, List<ChargedSegment> segments) {
    List<String> notes = new ArrayList<>(active.subject().notes());
    if (active.isOnDemand()) {
      notes.add("on demand: its cost is paid by a budget of its own");
    }
    String unseen = unseen(segments);
    if (unseen != null) {
      notes.add("nothing was sampled: " + unseen);
    }
    for (ChargedSegment known : segments) {
      long late = known.segment().wasYoung && unseen == null ? known.unclockedNanos() : 0;
      if (late > LATE_INTERVALS * intervalNanos) {
        notes.add("its first " + Figures.time(late) + " were not sampled: " + TOO_MANY);
      }
    }
    if (active.expired() != null) {
      notes.add("let go: " + active.expired() + ", and the rest is missing");
    }
    long late =
        segments.stream().mapToLong(known -> known.segment().notCheckedNanos).max().orElse(0);
    if (late >= Payer.STOOD_STILL_NANOS) {
      notes.add(
          "no check came for "
              + Figures.shortTime(late)
              + ": the process was suspended, or the machine was too busy");
    }
    if (active.hasSamplingFailed()) {
      notes.add("sampling failed or ended meanwhile: the missing time is not sampled");
    }
    EventRecorder noted = active.noted().eventsIfAny();
    if (noted != null) {
      addIfAny(notes, noted.lostCount(), " events or tags could not be noted");
      addIfAny(notes, noted.withoutAttributes(), " events have no room for their attributes");
    }
    addIfAny(notes, active.lanesRefused(), " more hand-offs are not shown");
    if (active.noted().hasUnfollowed()) {
      notes.add("tasks were not followed, as their executor shows them to others: wrap the tasks");
    }
    addIfAny(
        notes,
        active.recorded().size.stacksCut(),
        " stacks were cut: a tree holds 10,000 nodes and 512 frames in depth");
    return notes;
  }

  private static void addIfAny(List<String> notes, long count, String text) {
    if (count > 0) {
      notes.add(count + text);
    }
  }

  /**
   * Returns the reason why no stack was seen; null if one was, or if there was no thread to check.
   */
  private @Nullable String unseen(List<ChargedSegment> segments) {
    if (segments.isEmpty() || segments.stream().anyMatch(ProfileNotes::wasWalked)) {
      return null;
    }
    if (segments.stream().mapToLong(ChargedSegment::nanos).sum() <= 2 * intervalNanos) {
      return "it was over before the first check";
    }
    long planned =
        segments.stream().mapToLong(known -> known.segment().plan.gapNanos()).max().orElse(0);
    String usedUp = "other requests used up the budget of " + budgetText;
    return planned > intervalNanos ? usedUp : "the sampler came too late, or " + usedUp;
  }

  private static boolean wasWalked(ChargedSegment known) {
    Attribution attribution = known.segment().attribution;
    return attribution != null && attribution.totals().walks() > 0;
  }
}
