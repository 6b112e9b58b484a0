package io.github.requestree.findings;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.List;

/** One call computes for half of the time, classes are loaded, or there is no CPU to run on. */
final class WorkRule implements Rule {

  /** The fewest stacks that prove a share. */
  static final int MIN_WALKS = 5;

  private static final int COMPUTING_PERCENT = 50;
  private static final int LOADING_PERCENT = 30;
  private static final int NO_CPU_PERCENT = 30;

  @Override
  public List<Candidate> find(Evidence evidence) {
    List<Candidate> found = new ArrayList<>();
    long pausedNanos = pausedNanos(evidence);
    long withoutCpu = -pausedNanos;
    for (CallTimes.Call call : evidence.calls().own()) {
      addIfComputing(found, evidence, call, pausedNanos);
      withoutCpu += call.waitingNanos(WaitKind.NOT_SCHEDULED);
    }
    Words words = evidence.words();
    if (found.isEmpty() && evidence.isNoticeable(NO_CPU_PERCENT, withoutCpu)) {
      String sentence = words.share(withoutCpu) + " waits for a CPU";
      found.add(Candidate.of(Finding.Kind.NOT_SCHEDULED, sentence, withoutCpu, null));
    }
    long loading = evidence.calls().loadingNanos;
    if (evidence.isNoticeable(LOADING_PERCENT, loading)) {
      String sentence = words.share(loading) + " loads classes";
      CallNode node = evidence.calls().loading;
      found.add(Candidate.of(Finding.Kind.CLASS_LOADING, sentence, loading, node));
    }
    return found;
  }

  private static void addIfComputing(
      List<Candidate> found, Evidence evidence, CallTimes.Call call, long pausedNanos) {
    long ready = call.workingNanos + call.waitingNanos(WaitKind.NOT_SCHEDULED);
    // A pause may lie in any of it: it is no work of this call.
    long computing = ready - pausedNanos;
    if (call.walks < MIN_WALKS || !evidence.isAtLeast(COMPUTING_PERCENT, computing)) {
      return;
    }
    Words words = evidence.words();
    boolean measured = evidence.profile().cpuNanos().isPresent();
    long onCpu = measured ? call.cpuNanos : call.workingNanos;
    boolean computes = onCpu >= computing / 4 * 3;
    String sentence =
        words.share(computing)
            + (computes ? " computes in " : " runs in ")
            + Words.call(call.node)
            + (computes ? "" : ", with a CPU for " + words.share(onCpu) + " only");
    Finding.Kind kind = computes ? Finding.Kind.COMPUTING : Finding.Kind.NOT_SCHEDULED;
    found.add(Candidate.of(kind, sentence, computing, call.node));
  }

  /** Returns the time of pauses that is not in the tree as such. */
  private static long pausedNanos(Evidence evidence) {
    Surroundings.Pauses pauses = evidence.profile().surroundings().gcPauses();
    long inTree = 0;
    for (CallTimes.Call call : evidence.calls().own()) {
      inTree += call.waitingNanos(WaitKind.GARBAGE_COLLECTION);
    }
    return pauses == null ? 0 : Math.max(0, pauses.nanos() - inTree);
  }
}
