package io.github.requestree.text;

import io.github.requestree.findings.Finding;
import io.github.requestree.findings.Findings;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.shaping.Shaping;
import java.util.List;

/**
 * The parts of a report beside its tree, as data, for whoever draws them otherwise. Stateless and
 * thread-safe.
 */
public final class ReportHead {

  /** Count and time of all events of a kind, such as all queries. */
  public record Sum(String name, long count, long nanos) {}

  private ReportHead() {}

  /** Returns the sums, queries and remote calls first. */
  public static List<Sum> sums(Profile profile) {
    return new EventSummary(new SafeText(false))
        .sums(profile.events()).stream()
            .map(sum -> new Sum(sum.kind(), sum.count(), sum.nanos()))
            .toList();
  }

  /** Returns the lines that nobody must overlook: harm to others, and harm by others. */
  public static List<String> alarms(Profile profile, Shaping shaping) {
    return new TextHeader(shaping, new SafeText(false)).alarms(profile);
  }

  /** Returns the finding that weighs most, as a sentence; empty without one. */
  public static String finding(Profile profile, Shaping shaping) {
    List<Finding> found = Findings.of(profile, shaping);
    return found.isEmpty() ? "" : found.get(0).sentence();
  }

  /** Returns what the reader must know to read the tree right. */
  public static List<String> notes(Profile profile, Shaping shaping) {
    return TextReport.notes(profile, shaping, new SafeText(false));
  }

  /** Returns what must not be overlooked of each event, such as {@code N+1?}. */
  public static List<List<String>> eventAlarms(Profile profile) {
    EventLabel label = new EventLabel(new SafeText(false), Symbols.UNICODE, new Paint(false));
    return profile.events().stream().map(label::alarms).toList();
  }
}
