package io.github.requestree.findings;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Profile;
import java.util.List;

/** Finds that more than half was not seen, with the reason and the remedy. */
final class NotSampledRule implements Rule {

  private static final int MIN_PERCENT = 50;

  /** The duration below which a profile is over before any check, which is no reason to worry. */
  private static final long MIN_NANOS = 50_000_000;

  private static final String NOTHING = "nothing was sampled: ";
  private static final List<String> REASONS =
      List.of(NOTHING, "let go: ", "no check came ", "sampling failed");

  @Override
  public List<Candidate> find(Evidence evidence) {
    CallTimes calls = evidence.calls();
    long unseen = calls.notSampledNanos;
    if (unseen >= MIN_NANOS && evidence.isAtLeast(MIN_PERCENT, unseen)) {
      String sentence =
          evidence.words().measuredShare(unseen) + " not sampled: " + why(evidence.profile());
      return List.of(Candidate.of(Finding.Kind.NOT_SAMPLED, sentence, unseen, null));
    }
    long await = calls.awaitNanos;
    if (await >= MIN_NANOS && !calls.hasLanes && evidence.isAtLeast(MIN_PERCENT, await)) {
      String sentence =
          evidence.words().measuredShare(await)
              + " on no thread that is known: Profiler.wrap shows what handed-off tasks do";
      return List.of(Candidate.of(Finding.Kind.NOT_SAMPLED, sentence, await, null));
    }
    return List.of();
  }

  private static String why(Profile profile) {
    for (String note : profile.notes()) {
      for (String reason : REASONS) {
        if (note.startsWith(reason)) {
          return note.startsWith(NOTHING) ? note.substring(NOTHING.length()) : note;
        }
      }
    }
    return Figures.count(profile.sampling().walks(), "stack", "stacks")
        + " were all that maxOverhead or a busy machine allowed; raise maxOverhead to see more";
  }
}
