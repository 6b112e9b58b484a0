package io.github.requestree.routes;

import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Merges the events of all profiles of a route. <em>Not</em> thread-safe. */
final class MergedEvents {

  private static final int MAX = 500;
  private static final int MAX_KINDS = 20;

  /** Shorter than any, so it adds nothing to another one. */
  private static final Profile.Event NONE =
      new Profile.Event("", "", null, 0, 0, 0, Long.MIN_VALUE, Long.MIN_VALUE, Map.of());

  private record Key(String kind, String text, @Nullable StackTraceElement place) {

    // Written out for the reason that Frame gives.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && kind.equals(that.kind)
          && text.equals(that.text)
          && Objects.equals(place, that.place);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * kind.hashCode() + text.hashCode()) + Objects.hashCode(place);
    }
  }

  private final Map<Key, Profile.Event> events = new LinkedHashMap<>();

  void addAll(List<Profile.Event> more) {
    for (Profile.Event event : more) {
      Key key = new Key(event.kind(), event.text(), event.place());
      if (events.size() >= MAX && !events.containsKey(key)) {
        key = others(event.kind());
      }
      events.put(key, both(key, events.getOrDefault(key, NONE), event));
    }
  }

  /**
   * Returns the key of all others of the same kind, since the sums of queries and remote calls are
   * read separately.
   */
  private Key others(String kind) {
    Key key = new Key(kind, Profile.Event.OTHERS, null);
    return events.containsKey(key) || events.size() < MAX + MAX_KINDS
        ? key
        : new Key("", Profile.Event.OTHERS, null);
  }

  private static Profile.Event both(Key at, Profile.Event one, Profile.Event other) {
    return new Profile.Event(
        at.kind(),
        at.text(),
        at.place(),
        one.count() + other.count(),
        one.failures() + other.failures(),
        one.totalNanos() + other.totalNanos(),
        Math.max(one.maxNanos(), other.maxNanos()),
        Math.max(one.longestRun(), other.longestRun()),
        other.maxNanos() > one.maxNanos() ? other.attributes() : one.attributes());
  }

  /** Returns them, the ones that took longest first. */
  List<Profile.Event> toList() {
    List<Profile.Event> list = new ArrayList<>(events.values());
    list.sort(Comparator.comparingLong(Profile.Event::totalNanos).reversed());
    return list;
  }
}
