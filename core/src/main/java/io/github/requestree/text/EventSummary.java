package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts and adds up what was noted, a fact for each kind: {@code queries 14 in 812 ms}. The time
 * may exceed the duration, if they ran side by side. Immutable and thread-safe.
 */
record EventSummary(SafeText safe) {
  private static final int MAX_KINDS = 4;
  private static final int MAX_KIND = 20;

  private static final Comparator<ReportHead.Sum> ORDER =
      Comparator.comparingInt(EventSummary::rank)
          .thenComparing(Comparator.comparingLong(ReportHead.Sum::nanos).reversed());

  /**
   * Returns the facts, queries and remote calls first, and as {@code others} the kinds beyond four.
   */
  List<String> of(List<Profile.Event> events) {
    return sums(events).stream().map(EventSummary::fact).toList();
  }

  /** Returns the sum of each kind, in the order of the facts, under its name. */
  List<ReportHead.Sum> sums(List<Profile.Event> events) {
    Map<String, ReportHead.Sum> kinds = byKind(events);
    ReportHead.@Nullable Sum others = kinds.remove("");
    List<ReportHead.Sum> sums = new ArrayList<>(kinds.values());
    sums.sort(ORDER);
    List<ReportHead.Sum> shown = new ArrayList<>();
    for (ReportHead.Sum sum : sums) {
      if (shown.size() < MAX_KINDS) {
        shown.add(new ReportHead.Sum(name(sum.name()), sum.count(), sum.failures(), sum.nanos()));
      } else {
        others = others == null ? sum : others.plus(sum);
      }
    }
    if (others != null) {
      shown.add(new ReportHead.Sum("others", others.count(), others.failures(), others.nanos()));
    }
    return shown;
  }

  /** Returns the sum of each kind by the kind, in the order in which they came. */
  static Map<String, ReportHead.Sum> byKind(List<Profile.Event> events) {
    Map<String, ReportHead.Sum> kinds = new LinkedHashMap<>();
    for (Profile.Event event : events) {
      ReportHead.Sum sum =
          new ReportHead.Sum(event.kind(), event.count(), event.failures(), event.totalNanos());
      kinds.merge(event.kind(), sum, ReportHead.Sum::plus);
    }
    return kinds;
  }

  private static int rank(ReportHead.Sum sum) {
    return switch (sum.name()) {
      case EventLabel.SQL -> 0;
      case EventLabel.HTTP -> 1;
      default -> 2;
    };
  }

  private String name(String kind) {
    return switch (kind) {
      case EventLabel.SQL -> "queries";
      case EventLabel.HTTP -> "remote calls";
      default -> safe.word(kind, MAX_KIND);
    };
  }

  private static String fact(ReportHead.Sum sum) {
    return sum.name()
        + " "
        + Figures.count(sum.count())
        + " in "
        + Figures.time(sum.nanos())
        + (sum.failures() == 0 ? "" : ", " + Figures.count(sum.failures()) + " failed");
  }
}
