package io.github.requestree.findings;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.List;

/** One call that was handed off works or waits for at least half as long as the request takes. */
final class LaneRule implements Rule {

  @Override
  public List<Candidate> find(Evidence evidence) {
    List<Candidate> found = new ArrayList<>();
    for (CallTimes.Call call : evidence.calls().inLanes()) {
      for (WaitKind kind : call.waiting.keySet()) {
        if (kind.family() != WaitKind.Family.PROCESSOR) {
          String words = Words.waiting(kind) + WaitingRule.holder(kind, call);
          addIfLong(found, evidence, call, call.waitingNanos(kind), words);
        }
      }
      if (call.walks >= WorkRule.MIN_WALKS) {
        addIfLong(found, evidence, call, call.workingNanos, "computing");
      }
    }
    return found;
  }

  private static void addIfLong(
      List<Candidate> found, Evidence evidence, CallTimes.Call call, long nanos, String words) {
    CallNode lane = call.lane;
    if (lane == null || !evidence.isAtLeast(WaitingRule.MIN_PERCENT, nanos)) {
      return;
    }
    CallNode.Lane where = lane.lane();
    boolean estimated = where != null && !where.cpuMeasured();
    String sentence =
        (estimated ? "~" : "")
            + Words.time(nanos)
            + " "
            + words
            + " in "
            + Words.call(call.node)
            + " on "
            + (where == null ? "another thread" : Words.name(where.thread()))
            + (leavesThreadsFree(evidence, nanos) ? ", no server thread blocked" : "");
    found.add(Candidate.of(Finding.Kind.LANE, sentence, nanos, call.node));
  }

  /** Returns whether the request's own threads were there for next to nothing of that time. */
  private static boolean leavesThreadsFree(Evidence evidence, long nanos) {
    CallTimes calls = evidence.calls();
    long onThreads = evidence.profile().root().totalNanos() - calls.awaitNanos - calls.inLanesNanos;
    return onThreads <= nanos / 10;
  }
}
