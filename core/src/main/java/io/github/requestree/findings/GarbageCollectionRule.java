package io.github.requestree.findings;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Surroundings;
import java.util.List;

/** Pauses of the garbage collector are a good part of the time. */
final class GarbageCollectionRule implements Rule {

  private static final int MIN_PERCENT = 20;

  @Override
  public List<Candidate> find(Evidence evidence) {
    Surroundings.Pauses pauses = evidence.profile().surroundings().gcPauses();
    if (pauses == null || !evidence.isNoticeable(MIN_PERCENT, pauses.nanos())) {
      return List.of();
    }
    String sentence =
        evidence.words().measuredShare(pauses.nanos())
            + " is garbage collection: "
            + Figures.count(pauses.count(), "pause", "pauses")
            + ", "
            + Words.time(pauses.nanos());
    return List.of(Candidate.of(Finding.Kind.GARBAGE_COLLECTION, sentence, pauses.nanos(), null));
  }
}
