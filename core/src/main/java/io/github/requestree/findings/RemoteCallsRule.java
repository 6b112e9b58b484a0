package io.github.requestree.findings;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Remote calls were made one after the other, and took a good part of the time. */
final class RemoteCallsRule implements Rule {

  private static final int MIN_PERCENT = 30;

  /**
   * The part of the duration that the shorter of two calls must take, so that making both at once
   * is worth it.
   */
  private static final int MIN_SAVED_PERCENT = 10;

  /** The part of their sum that must have been waited for: calls at once are waited for once. */
  private static final double WAITED = 0.9;

  private static final String AT_ONCE = ": at once if they do not need each other";

  @Override
  public List<Candidate> find(Evidence evidence) {
    Profile profile = evidence.profile();
    List<Profile.Event> calls =
        profile.events().stream().filter(event -> event.kind().equals(EventRule.HTTP)).toList();
    long count = calls.stream().mapToLong(Profile.Event::count).sum();
    if (count < 2 || profile.overlapNanos() > 0) {
      return List.of();
    }
    CallSites sites = new CallSites(profile.root(), calls);
    Set<Frame> places = new LinkedHashSet<>();
    CallSites.Site longest = null;
    for (Profile.Event call : calls) {
      CallSites.Site site = sites.own(call);
      if (site == null) {
        return List.of();
      }
      longest = longest == null ? site : longest;
      places.add(site.node.frame());
    }
    long nanos = calls.stream().mapToLong(Profile.Event::totalNanos).sum();
    long saved = nanos - calls.stream().mapToLong(Profile.Event::maxNanos).max().orElse(0);
    boolean inARow = sites.remoteWaitNanos() >= nanos * WAITED;
    if (longest == null
        || !inARow
        || nanos > profile.durationNanos()
        || !evidence.isAtLeast(MIN_PERCENT, nanos)
        || !evidence.isAtLeast(MIN_SAVED_PERCENT, saved)) {
      return List.of();
    }
    return List.of(
        new Candidate(
            Finding.Kind.CALLS_IN_A_ROW,
            sentence(calls, count, nanos, evidence),
            nanos,
            longest.node,
            calls.get(0),
            List.copyOf(places)));
  }

  private static String sentence(
      List<Profile.Event> calls, long count, long nanos, Evidence evidence) {
    if (evidence.profile().totals() != null) {
      return evidence.words().measuredShare(nanos) + " is remote calls in a row" + AT_ONCE;
    }
    if (count == 2) {
      long first = calls.get(0).maxNanos();
      return "two calls in a row, "
          + Words.time(first)
          + " and "
          + Words.time(nanos - first)
          + AT_ONCE;
    }
    return Figures.count(count) + " calls in a row, together " + Words.time(nanos) + AT_ONCE;
  }
}
