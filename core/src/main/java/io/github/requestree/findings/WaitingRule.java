package io.github.requestree.findings;

import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.List;

/** One kind of waiting in one call is at least half of the time. */
final class WaitingRule implements Rule {

  static final int MIN_PERCENT = 50;

  @Override
  public List<Candidate> find(Evidence evidence) {
    List<Candidate> found = new ArrayList<>();
    for (CallTimes.Call call : evidence.calls().own()) {
      for (WaitKind kind : call.waiting.keySet()) {
        long nanos = call.waitingNanos(kind);
        if (kind.family() != WaitKind.Family.PROCESSOR && evidence.isAtLeast(MIN_PERCENT, nanos)) {
          String sentence =
              evidence.words().share(nanos)
                  + " "
                  + Words.waits(kind)
                  + holder(kind, call)
                  + " in "
                  + Words.call(call.node);
          found.add(Candidate.of(Finding.Kind.WAITING, sentence, nanos, call.node));
        }
      }
    }
    return found;
  }

  /** Names the owner of the lock, if that was one thread all the time. */
  static String holder(WaitKind kind, CallTimes.Call call) {
    return kind == WaitKind.LOCK && call.lockHolders.size() == 1
        ? " " + Words.name(call.lockHolders.iterator().next())
        : "";
  }
}
