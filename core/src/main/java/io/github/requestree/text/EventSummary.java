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

  private static final Comparator<Sum> ORDER =
      Comparator.comparingInt(Sum::rank)
          .thenComparing(Comparator.comparingLong(Sum::nanos).reversed());

  /**
   * All events of a kind.
   *
   * @param kind or its name, where it is one that readers know
   */
  record Sum(String kind, long count, long failures, long nanos) {

    Sum plus(Sum other) {
      return new Sum(kind, count + other.count, failures + other.failures, nanos + other.nanos);
    }

    int rank() {
      return switch (kind) {
        case EventLabel.SQL -> 0;
        case EventLabel.HTTP -> 1;
        default -> 2;
      };
    }
  }

  /**
   * Returns the facts, queries and remote calls first, and as {@code others} the kinds beyond four.
   */
  List<String> of(List<Profile.Event> events) {
    return sums(events).stream().map(EventSummary::fact).toList();
  }

  /** Returns the sum of each kind, in the order of the facts, under its name. */
  List<Sum> sums(List<Profile.Event> events) {
    Map<String, Sum> kinds = new LinkedHashMap<>();
    for (Profile.Event event : events) {
      Sum sum = new Sum(event.kind(), event.count(), event.failures(), event.totalNanos());
      kinds.merge(event.kind(), sum, Sum::plus);
    }
    @Nullable Sum others = kinds.remove("");
    List<Sum> sums = new ArrayList<>(kinds.values());
    sums.sort(ORDER);
    List<Sum> shown = new ArrayList<>();
    for (Sum sum : sums) {
      if (shown.size() < MAX_KINDS) {
        shown.add(new Sum(name(sum.kind()), sum.count(), sum.failures(), sum.nanos()));
      } else {
        others = others == null ? sum : others.plus(sum);
      }
    }
    if (others != null) {
      shown.add(new Sum("others", others.count(), others.failures(), others.nanos()));
    }
    return shown;
  }

  private String name(String kind) {
    return switch (kind) {
      case EventLabel.SQL -> "queries";
      case EventLabel.HTTP -> "remote calls";
      default -> safe.word(kind, MAX_KIND);
    };
  }

  private static String fact(Sum sum) {
    return sum.kind()
        + " "
        + Figures.count(sum.count())
        + " in "
        + Figures.time(sum.nanos())
        + (sum.failures() == 0 ? "" : ", " + Figures.count(sum.failures()) + " failed");
  }
}
