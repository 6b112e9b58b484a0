package io.github.requestree.text;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.shaping.Shaping;
import java.util.List;

/**
 * The parts of a report beside its tree, as data, for whoever draws them otherwise. Stateless and
 * thread-safe.
 */
public final class ReportHead {

  /**
   * All events of a kind, such as all queries.
   *
   * @param name the kind, or its name where it is one that readers know
   */
  public record Sum(String name, long count, long failures, long nanos) {

    Sum plus(Sum other) {
      return new Sum(name, count + other.count, failures + other.failures, nanos + other.nanos);
    }
  }

  private ReportHead() {}

  /** Returns the sums, queries and remote calls first. */
  public static List<Sum> sums(Profile profile) {
    return new EventSummary(new SafeText(false)).sums(profile.events());
  }

  /** Returns the lines that nobody must overlook: harm to others, and harm by others. */
  public static List<String> alarms(Profile profile, Shaping shaping) {
    return new TextHeader(shaping, new SafeText(false)).alarms(profile);
  }

  /** Returns the finding that weighs most, as a sentence; empty without one. */
  public static String finding(Profile profile, Shaping shaping) {
    return new TextHeader(shaping, new SafeText(false)).finding(profile);
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
