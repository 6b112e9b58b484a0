package io.github.requestree.findings;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.shaping.Shaping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the reasons why a profile is slow. Stateless and thread-safe.
 *
 * <p>It states only facts that the profile proves, and nothing if nothing stands out.
 */
public final class Findings {

  /** The most findings of a profile. */
  public static final int MAX_FINDINGS = 3;

  private static final List<Rule> RULES =
      List.of(
          new BlockingRule(),
          new RemoteCallsRule(),
          new EventRule(),
          new LaneRule(),
          new WaitingRule(),
          new WorkRule(),
          new GarbageCollectionRule(),
          new UnusualRule(),
          new NotSampledRule());

  private static final Comparator<Candidate> ORDER =
      Comparator.comparing((Candidate found) -> !found.isAlarm())
          .thenComparing(Comparator.comparingLong(Candidate::nanos).reversed())
          .thenComparing(Candidate::kind);

  private Findings() {}

  /** Returns at most three findings, the one that weighs most first. */
  public static List<Finding> of(Profile profile) {
    return of(profile, Shaping.DEFAULT);
  }

  /**
   * Returns at most three findings, the one that weighs most first.
   *
   * @param shaping tells which code is the application's
   */
  public static List<Finding> of(Profile profile, Shaping shaping) {
    if (profile.durationNanos() <= 0) {
      return List.of();
    }
    CallTimes calls = new CallTimes(profile.root(), shaping);
    Evidence evidence = new Evidence(profile, shaping, calls, new Words(profile, shaping));
    List<Candidate> candidates = new ArrayList<>();
    RULES.forEach(rule -> candidates.addAll(rule.find(evidence)));
    candidates.sort(ORDER);
    List<Candidate> kept = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (kept.size() < MAX_FINDINGS && kept.stream().noneMatch(one -> one.covers(candidate))) {
        kept.add(candidate);
      }
    }
    return kept.stream().map(found -> finding(found, profile)).toList();
  }

  private static Finding finding(Candidate found, Profile profile) {
    return new Finding(
        found.kind(),
        new SafeText(false).of(found.sentence(), Finding.MAX_SENTENCE),
        Math.min(1, (double) found.nanos() / profile.durationNanos()),
        found.nanos(),
        found.node(),
        found.event());
  }
}
