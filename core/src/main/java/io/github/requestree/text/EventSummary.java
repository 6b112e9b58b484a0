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
 * Writes the number and time of the events, a fact for each kind: {@code queries 14 in 0.812 s}. It
 * is more than the time that passed, if they ran side by side. Immutable and thread-safe.
 */
record EventSummary(SafeText safe, long resolutionNanos) {
  private static final int MAX_KINDS = 4;
  private static final int MAX_KIND = 20;

  private static final Comparator<Sum> ORDER =
      Comparator.comparingInt(Sum::rank)
          .thenComparing(Comparator.comparingLong(Sum::nanos).reversed());

  private record Sum(String kind, long count, long nanos) {

    Sum plus(Sum other) {
      return new Sum(kind, count + other.count, nanos + other.nanos);
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
    Map<String, Sum> kinds = new LinkedHashMap<>();
    for (Profile.Event event : events) {
      Sum sum = new Sum(event.kind(), event.count(), event.totalNanos());
      kinds.merge(event.kind(), sum, Sum::plus);
    }
    @Nullable Sum others = kinds.remove("");
    List<Sum> sums = new ArrayList<>(kinds.values());
    sums.sort(ORDER);
    List<String> facts = new ArrayList<>();
    for (Sum sum : sums) {
      if (facts.size() < MAX_KINDS) {
        facts.add(fact(name(sum.kind()), sum));
      } else {
        others = others == null ? sum : others.plus(sum);
      }
    }
    if (others != null) {
      facts.add(fact("others", others));
    }
    return facts;
  }

  private String name(String kind) {
    return switch (kind) {
      case EventLabel.SQL -> "queries";
      case EventLabel.HTTP -> "remote calls";
      default -> safe.word(kind, MAX_KIND);
    };
  }

  private String fact(String name, Sum sum) {
    return name
        + " "
        + EventLabel.count(sum.count())
        + " in "
        + Figures.exactSeconds(sum.nanos(), resolutionNanos);
  }
}
