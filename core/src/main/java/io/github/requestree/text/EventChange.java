package io.github.requestree.text;

import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The events of one text, such as a query, in two profiles that are compared; for routes, per
 * request. Immutable and thread-safe.
 *
 * @param before none of them if it is new
 */
public record EventChange(String kind, String text, Part before, Part after) {
  private static final int MAX_CHANGES = 10;

  private static final Comparator<EventChange> LARGEST_FIRST =
      Comparator.comparingLong((EventChange change) -> Math.abs(change.nanos())).reversed();

  /** The events of one of the two. */
  public record Part(double count, long nanos) {
    private static final Part NONE = new Part(0, 0);

    private Part plus(Part more) {
      return new Part(count + more.count, nanos + more.nanos);
    }

    private String times(String sign) {
      boolean whole = count == Math.rint(count);
      return sign + String.format(Locale.ROOT, whole ? "%,.0f" : "%,.1f", count);
    }
  }

  /** Returns the changes, the largest first, without those that took as long and came as often. */
  static List<EventChange> of(Profile before, Profile after, long leastNanos) {
    Map<List<String>, Part> earlier = parts(before);
    Map<List<String>, Part> later = parts(after);
    List<List<String>> keys = new ArrayList<>(later.keySet());
    earlier.keySet().stream().filter(key -> !later.containsKey(key)).forEach(keys::add);
    return keys.stream()
        .map(
            key ->
                new EventChange(
                    key.get(0),
                    key.get(1),
                    earlier.getOrDefault(key, Part.NONE),
                    later.getOrDefault(key, Part.NONE)))
        .filter(change -> change.isWorthALine(leastNanos))
        .sorted(LARGEST_FIRST)
        .limit(MAX_CHANGES)
        .toList();
  }

  private static Map<List<String>, Part> parts(Profile profile) {
    Profile.Totals totals = profile.totals();
    long requests = totals == null ? 1 : Math.max(1, totals.count());
    Map<List<String>, Part> parts = new LinkedHashMap<>();
    for (Profile.Event event : profile.events()) {
      Part part = new Part((double) event.count() / requests, event.totalNanos() / requests);
      parts.merge(List.of(event.kind(), event.text()), part, Part::plus);
    }
    return parts;
  }

  long nanos() {
    return after.nanos - before.nanos;
  }

  private boolean isWorthALine(long leastNanos) {
    return before.count != after.count || Math.abs(nanos()) >= leastNanos;
  }

  /** Returns how often it came before and after: {@code ×60 → ×1}, {@code new ×1}, {@code gone}. */
  String counts(Symbols symbols) {
    String earlier = before.times(symbols.times());
    String later = after.times(symbols.times());
    if (before.count == 0) {
      return "new " + later;
    }
    if (after.count == 0) {
      return earlier + ", gone";
    }
    return earlier.equals(later) ? later : earlier + symbols.step() + later;
  }
}
