package io.github.requestree.findings;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One query or remote call text is a good part of the time. */
final class EventRule implements Rule {

  private static final int MIN_PERCENT = 30;
  private static final String SQL = "sql";
  static final String HTTP = "http";

  /** All events of the same text, from any calls of one thread. */
  private static final class Text {
    private Profile.Event longest;
    private CallSites.Site site;
    private long longestNanos;
    private final Set<Frame> calls = new LinkedHashSet<>();
    private long nanos;
    private long count;
    private boolean oneByOne;

    Text(Profile.Event longest, CallSites.Site site) {
      this.longest = longest;
      this.site = site;
    }

    void add(Profile.Event event, CallSites.Site where) {
      calls.add(where.node.frame());
      long seenNanos = Math.min(event.totalNanos(), where.nanos);
      if (seenNanos > longestNanos) {
        longest = event;
        site = where;
        longestNanos = seenNanos;
      }
      nanos += seenNanos;
      count += event.count();
      oneByOne |= event.isOneByOne();
    }
  }

  /** A text on one thread: null stands for those of the request itself. */
  private record Key(String kind, String text, @Nullable CallNode lane) {}

  @Override
  public List<Candidate> find(Evidence evidence) {
    Profile profile = evidence.profile();
    List<Profile.Event> events = remembered(profile);
    CallSites sites = new CallSites(profile.root(), events);
    Map<Key, Text> texts = new LinkedHashMap<>();
    for (Profile.Event event : events) {
      CallSites.Site site = siteOf(event, sites, profile.sampling().resolutionNanos());
      if (site != null) {
        texts
            .computeIfAbsent(
                new Key(event.kind(), event.text(), site.lane), key -> new Text(event, site))
            .add(event, site);
      }
    }
    List<Candidate> found = new ArrayList<>();
    for (Text text : texts.values()) {
      if (evidence.isAtLeast(MIN_PERCENT, text.nanos)) {
        found.add(candidate(text, evidence));
      }
    }
    return found;
  }

  /** Returns the queries and remote calls whose text is known. */
  private static List<Profile.Event> remembered(Profile profile) {
    return profile.events().stream()
        .filter(event -> event.kind().equals(SQL) || event.kind().equals(HTTP))
        .filter(event -> !event.text().equals(Profile.Event.OTHERS))
        .toList();
  }

  /**
   * Returns the site that all of an event was in, one after the other; null if that is not known.
   */
  private static CallSites.@Nullable Site siteOf(
      Profile.Event event, CallSites sites, long resolutionNanos) {
    long least = event.totalNanos() - resolutionNanos;
    CallSites.Site own = sites.own(event);
    if (own != null && own.nanos >= least) {
      return own;
    }
    CallSites.Site lane = sites.inLane(event);
    return lane != null && lane.nanos >= least ? lane : null;
  }

  private static Candidate candidate(Text text, Evidence evidence) {
    CallNode lane = text.site.lane;
    boolean query = text.longest.kind().equals(SQL);
    Profile.Totals totals = evidence.profile().totals();
    long requests = totals == null ? 1 : Math.max(1, totals.count());
    long times = Math.round((double) text.count / requests);
    String sentence =
        (lane == null ? evidence.words().measuredShare(text.nanos) : Words.time(text.nanos))
            + (query ? " is one query" : " is one remote call")
            + Words.times(times)
            + (requests > 1 && times > 1 ? " a request" : "")
            + (text.oneByOne ? " (N+1?)" : "")
            + " in "
            + Words.call(text.site.node.frame(), line(text))
            + (text.calls.size() == 1 ? "" : " and " + (text.calls.size() - 1) + " more")
            + (lane == null || lane.lane() == null
                ? ""
                : " on " + Words.name(lane.lane().thread()));
    return new Candidate(
        query ? Finding.Kind.QUERY : Finding.Kind.REMOTE_CALL,
        sentence,
        text.nanos,
        text.site.node,
        text.longest,
        List.copyOf(text.calls));
  }

  /** Returns the line of the call, which the tree may not know of a method with several calls. */
  private static int line(Text text) {
    StackTraceElement place = text.longest.place();
    return place == null ? 0 : place.getLineNumber();
  }
}
