package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.recording.EventSpan;
import io.github.requestree.sampling.recording.SeenStack;
import io.github.requestree.sampling.recording.WaitTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds the notes of one profile. Thread-safe: its threads note, and the thread that assembles it
 * reads. The lock is held for some hundred nanoseconds, and only threads of one request ever meet
 * there.
 */
final class EventRecorder {

  static final int MAX_TEXTS = 500;

  /** A bound on characters, so that ten thousand profiles with long texts fit into memory. */
  private static final int MAX_CHARS = 50_000;

  /** The same bound for attributes, which are left out beyond it. */
  private static final int MAX_ATTRIBUTE_CHARS = 50_000;

  private static final long TEXT_BYTES = 200;
  private static final long TALLY_BYTES = 200;
  private static final long ATTRIBUTE_BYTES = 150;
  private static final long BYTES_PER_CHAR = 2;

  private static final int MAX_PLACES = 20;

  /** After this time without a check, an event's own stack is worth the cost of capturing it. */
  private static final long WORTH_A_STACK_NANOS = 4_000_000;

  /**
   * A shorter event that began at a known place proves too little for a second capture at its end.
   */
  private static final long WORTH_A_SECOND_LOOK_NANOS = 1_000_000;

  private static final String QUERY = "sql";

  /** The kind of an observed query and of its parts. */
  private static final String OBSERVED_QUERY = "jdbc.query";

  private static final String OBSERVED_DATABASE = "jdbc.";
  private static final int MAX_KIND = 20;
  private static final int MAX_TEXT = 500;
  private static final int MAX_ATTRIBUTES = 8;
  private static final int MAX_ATTRIBUTE = 100;
  private static final String ERROR = "error";

  /** The attributes that are kept, and their length in characters. */
  private record Kept(Map<String, String> values, int chars) {
    static final Kept NONE = new Kept(Map.of(), 0);

    /** Copies and cuts them, since they are the caller's. A null value fails the note alone. */
    static Kept of(Map<String, String> attributes) {
      if (attributes.isEmpty()) {
        return NONE;
      }
      Map<String, String> values = new LinkedHashMap<>();
      int chars = 0;
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        if (values.size() == MAX_ATTRIBUTES) {
          break;
        }
        if (attribute.getKey() != null && attribute.getValue() != null) {
          String name = SafeText.cut(attribute.getKey(), MAX_KIND);
          String value = SafeText.cut(attribute.getValue(), MAX_ATTRIBUTE);
          values.put(name, value);
          chars += name.length() + value.length();
        }
      }
      return new Kept(Collections.unmodifiableMap(values), chars);
    }
  }

  /** Equal notes from one place. */
  private static final class Tally {
    private final @Nullable StackTraceElement place;
    private long count;
    private long failures;
    private long totalNanos;
    private long maxNanos;
    private Kept attributes = Kept.NONE;

    /** The number of them for which the place was seen, rather than taken from the one before. */
    private int placed;

    /**
     * The end of the last one and its segment, and the number of those that followed one another so
     * far.
     */
    private long endNanos;

    private @Nullable Segment segment;
    private long run;
    private long longestRun;

    Tally(@Nullable StackTraceElement place) {
      this.place = place;
    }

    /** Returns whether one of this duration is the longest so far, whose attributes are kept. */
    boolean isLongest(long nanos) {
      return nanos >= maxNanos;
    }

    void add(Segment in, long end, long nanos, boolean failed, boolean seen) {
      count++;
      totalNanos += nanos;
      placed += seen ? 1 : 0;
      failures += failed ? 1 : 0;
      maxNanos = Math.max(maxNanos, nanos);
      run = segment == in && end - nanos >= endNanos ? run + 1 : 1;
      longestRun = Math.max(longestRun, run);
      segment = in;
      endNanos = end;
    }

    Profile.Event toEvent(String kind, String text) {
      // Seen once, so the place of the others is a guess.
      long sure = placed > 1 ? longestRun : 1;
      return new Profile.Event(
          kind, text, place, count, failures, totalNanos, maxNanos, sure, attributes.values());
    }
  }

  /** All notes of one kind and text: a tally for each place. */
  private static final class Text {
    private final String kind;
    private final String text;
    private final List<Tally> places = new ArrayList<>(1);

    /** The tally of the last place that was seen, which most likely is the next one's too. */
    private @Nullable Tally latest;

    /**
     * The tally of those that ended on another thread: their time is part of no call's on this one.
     */
    private @Nullable Tally elsewhere;

    Text(String kind, String text) {
      this.kind = kind;
      this.text = text;
    }

    Tally at(@Nullable StackTraceElement place) {
      Tally tally = place == null ? latest : find(place);
      if (tally == null) {
        tally = new Tally(places.size() < MAX_PLACES ? place : null);
        places.add(tally);
      }
      latest = tally;
      return tally;
    }

    Tally elsewhere() {
      if (elsewhere == null) {
        elsewhere = new Tally(null);
      }
      return elsewhere;
    }

    void addTo(List<Profile.Event> events) {
      places.forEach(tally -> events.add(tally.toEvent(kind, text)));
      if (elsewhere != null) {
        events.add(elsewhere.toEvent(kind, text));
      }
    }

    private @Nullable Tally find(StackTraceElement place) {
      for (Tally tally : places) {
        if (place.equals(tally.place)) {
          return tally;
        }
      }
      return places.size() <= MAX_PLACES ? null : places.get(MAX_PLACES);
    }
  }

  private record Key(String kind, String text) {

    // Written out for the reason that Frame gives.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && kind.equals(that.kind) && text.equals(that.text);
    }

    @Override
    public int hashCode() {
      return 31 * kind.hashCode() + text.hashCode();
    }
  }

  private final CallPlace callPlace;
  private final Map<Key, Text> texts = new HashMap<>();
  private final Map<String, Tally> others = new LinkedHashMap<>();
  private final Set<OpenNote> begun = new HashSet<>();
  private int chars;
  private int attributeChars;
  private int attributesKept;
  private int tallies;
  private long lost;
  private long withoutAttributes;

  EventRecorder(CallPlace callPlace) {
    this.callPlace = callPlace;
  }

  /**
   * Adds one that has ended now, unless it has ended already. A null value fails the note alone,
   * since its caller is the application.
   *
   * @param startPlace the call that it began in; null if that was not looked for
   * @param open the note that it ends; null if it was noted as a whole
   */
  void add(
      Segment segment,
      @Nullable String kind,
      @Nullable String text,
      long nanos,
      Map<String, String> attributes,
      @Nullable StackTraceElement startPlace,
      @Nullable OpenNote open) {
    Engine engine = segment.profile.engine();
    boolean here = segment.isOnCallingThread() && !segment.profile.isFinished();
    long now = engine.jvm().nanoTime();
    StackTraceElement[] stack = here ? stackIfUnseen(segment, now) : null;
    StackTraceElement endPlace = null;
    if (stack != null) {
      endPlace = callPlace.in(stack);
    } else if (here && (startPlace == null || nanos >= WORTH_A_SECOND_LOOK_NANOS)) {
      endPlace = callPlace.ofCaller(segment.profile.budget());
    }
    Key key = new Key(SafeText.cut(orNone(kind), MAX_KIND), SafeText.cut(orNone(text), MAX_TEXT));
    WaitKind waitsFor = WaitTable.inEvent(key.kind());
    if (here && nanos > 0 && (endPlace != null || waitsFor != null)) {
      long start = now - Math.min(nanos, now - segment.startNanos);
      SeenStack seen = stack == null ? null : segment.ownFrames(stack);
      segment.ended(EventSpan.of(start, now, endPlace, seen, waitsFor));
    }
    StackTraceElement place = startPlace == null ? endPlace : startPlace;
    Kept kept = Kept.of(attributes);
    boolean failed = attributes.containsKey(ERROR);
    synchronized (this) {
      if (open != null) {
        if (open.hasEnded) {
          return;
        }
        open.hasEnded = true;
        begun.remove(open);
      }
      Tally tally = tally(key, place, here);
      if (tally.isLongest(nanos)) {
        keep(tally, kept);
      }
      tally.add(segment, now, nanos, failed, place != null);
    }
  }

  /** Keeps one in mind that has begun. */
  synchronized void begin(OpenNote note) {
    if (begun.size() < MAX_TEXTS) {
      begun.add(note);
    }
  }

  /** Ends all that are open; for the thread that assembles the profile after its end. */
  void endOpen() {
    List<OpenNote> open;
    synchronized (this) {
      open = List.copyOf(begun);
    }
    open.forEach(OpenNote::endWithProfile);
    synchronized (this) {
      begun.clear();
    }
  }

  private static String orNone(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static StackTraceElement @Nullable [] stackIfUnseen(Segment segment, long now) {
    if (segment.unseenNanos(now) < WORTH_A_STACK_NANOS) {
      return null;
    }
    StackTraceElement[] stack = HandOff.capturePlace(segment.profile);
    if (stack != null) {
      segment.captured(now);
    }
    return stack;
  }

  private void keep(Tally tally, Kept kept) {
    Kept fitting = kept;
    if (attributeChars - tally.attributes.chars() + kept.chars() > MAX_ATTRIBUTE_CHARS) {
      withoutAttributes++;
      fitting = Kept.NONE;
    }
    attributeChars += fitting.chars() - tally.attributes.chars();
    attributesKept += fitting.values().size() - tally.attributes.values().size();
    tally.attributes = fitting;
  }

  private Tally tally(Key key, @Nullable StackTraceElement place, boolean here) {
    Text text = texts.get(key);
    if (text == null) {
      if (texts.size() >= MAX_TEXTS || chars + key.text().length() > MAX_CHARS) {
        String kind = others.size() < MAX_PLACES ? key.kind() : "";
        return others.computeIfAbsent(kind, ignored -> new Tally(null));
      }
      text = new Text(key.kind(), key.text());
      texts.put(key, text);
      chars += key.text().length();
    }
    int before = text.places.size();
    Tally tally = here || place != null ? text.at(place) : text.elsewhere();
    tallies += text.places.size() - before;
    return tally;
  }

  /** Returns the memory that all of it holds, roughly, in bytes. */
  synchronized long bytes() {
    return TEXT_BYTES * texts.size()
        + TALLY_BYTES * (tallies + others.size() + begun.size())
        + ATTRIBUTE_BYTES * attributesKept
        + BYTES_PER_CHAR * (chars + attributeChars);
  }

  /** Returns the number of those shown without attributes, for lack of room. */
  synchronized long withoutAttributes() {
    return withoutAttributes;
  }

  /** Notes that one could not be noted. */
  synchronized void lost() {
    lost++;
  }

  synchronized long lostCount() {
    return lost;
  }

  /** Returns all of them, the ones that took longest first. */
  synchronized List<Profile.Event> toList() {
    List<Profile.Event> events = new ArrayList<>();
    for (Text text : texts.values()) {
      text.addTo(events);
    }
    others.forEach((kind, tally) -> events.add(tally.toEvent(kind, Profile.Event.OTHERS)));
    long queries = count(events, event -> event.kind().equals(QUERY));
    if (queries > 0 && queries >= count(events, event -> event.text().equals(OBSERVED_QUERY))) {
      // The listener for queries has noted them all; observations would repeat them.
      events.removeIf(
          event -> !event.kind().equals(QUERY) && event.text().startsWith(OBSERVED_DATABASE));
    }
    events.sort(Comparator.comparingLong(Profile.Event::totalNanos).reversed());
    return events;
  }

  private static long count(List<Profile.Event> events, Predicate<Profile.Event> counted) {
    return events.stream().filter(counted).mapToLong(Profile.Event::count).sum();
  }
}
