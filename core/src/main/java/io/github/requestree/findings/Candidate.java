package io.github.requestree.findings;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a rule, before it is known whether another one says more about the same. Immutable.
 *
 * @param sentence the text without the common parts; {@link Findings} cuts it and makes it safe
 * @param nanos its time; the heaviest comes first
 * @param calls the calls that it explains: another finding about them has nothing new to say
 */
record Candidate(
    Finding.Kind kind,
    String sentence,
    long nanos,
    @Nullable CallNode node,
    Profile.@Nullable Event event,
    List<Frame> calls) {

  Candidate {
    calls = List.copyOf(calls);
  }

  /** Returns one without an event. */
  static Candidate of(Finding.Kind kind, String sentence, long nanos, @Nullable CallNode node) {
    return new Candidate(
        kind, sentence, nanos, node, null, node == null ? List.of() : List.of(node.frame()));
  }

  /** Returns whether it harms others, so that it comes first, however short it is. */
  boolean isAlarm() {
    return kind == Finding.Kind.BLOCKED_THREAD || kind == Finding.Kind.LATE_START;
  }

  /** Returns whether it says the same as another one, about a call that this one explains. */
  boolean covers(Candidate other) {
    return other.kind != Finding.Kind.UNUSUAL
        && !other.isAlarm()
        && other.calls.stream().anyMatch(calls::contains);
  }
}
