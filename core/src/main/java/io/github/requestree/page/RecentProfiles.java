package io.github.requestree.page;

import io.github.requestree.internal.Options;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.routes.RouteTotals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Keeps profiles in memory: the most recent single ones, the slowest of all, and the latest merged
 * one of each route. While a request still runs, its newest profile replaces the one before.
 *
 * <p>The number of profiles is bounded, and so is their memory. It is estimated at 400 bytes for
 * each node of a tree, and texts by their length. Half of it is for the recent ones, a quarter for
 * the slowest, and a quarter for routes. A profile that does not fit pushes out the oldest, or the
 * least slow. Merging routes takes memory of its own, as {@link RouteTotals} does.
 *
 * <p>Like every sink it is given profiles by one thread at a time; everything else may be called by
 * any thread at any time.
 */
public final class RecentProfiles
    implements ProfileSink, ProfileSink.EndListener, ProfileSink.Buffer {

  private static final int MAX_WORST = 50;
  private static final int MAX_ROUTES = 200;
  private static final Comparator<Profile> BY_DURATION =
      Comparator.comparingLong(Profile::durationNanos);

  /** Compares by count: strangers may invent routes, but not ask for each of them often. */
  private static final Comparator<Profile> BY_COUNT =
      Comparator.comparingLong(route -> route.totals() == null ? 0 : route.totals().count());

  private final BoundedProfiles recent;
  private final BoundedProfiles worst;
  private final BoundedProfiles routes;
  private final RouteTotals totals;
  private final AtomicLong tooLarge = new AtomicLong();
  private final AtomicLong latest = new AtomicLong();

  /** Gives the profile so far of an id, or for an empty one those that run, without trees. */
  volatile Function<String, List<Profile>> running = id -> List.of();

  /** The figures of routes since the start, by their names. */
  private final Map<String, Profile.Totals> sinceStart = new ConcurrentHashMap<>();

  private RecentProfiles(Builder builder) {
    recent = new BoundedProfiles(builder.number, builder.maxBytes / 2, null);
    worst =
        new BoundedProfiles(Math.min(builder.number, MAX_WORST), builder.maxBytes / 4, BY_DURATION);
    routes = new BoundedProfiles(MAX_ROUTES, builder.maxBytes / 4, BY_COUNT);
    totals = RouteTotals.inFrontOf(this::keepRoute, builder.groupEvery);
  }

  /** Keeps the 100 most recent profiles and the 50 slowest, in at most 64 MB. */
  public static RecentProfiles create() {
    return builder().build();
  }

  /** Returns a builder with the default bounds. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public void accept(Profile profile) {
    if (profile.totals() != null) {
      keepRoute(profile);
      return;
    }
    long size = ProfileSize.of(profile);
    long number = latest.incrementAndGet();
    boolean kept = recent.put(profile.id(), profile, size, number);
    kept |= worst.put(profile.id(), profile, size, number);
    count(kept);
    totals.accept(profile);
  }

  /** Keeps a merged profile under an id that stays with its route, so that links to it last. */
  private void keepRoute(Profile profile) {
    if (profile.totals() == null) {
      return;
    }
    Profile before = routes.get(profile.name());
    Profile merged = before == null ? profile : profile.withId(before.id());
    Profile.Totals all = totals.sinceStart(merged);
    if (all != null) {
      sinceStart.put(merged.name(), all);
    }
    count(routes.put(merged.name(), merged, ProfileSize.of(merged), latest.incrementAndGet()));
    sinceStart.keySet().removeIf(name -> routes.get(name) == null);
  }

  private void count(boolean kept) {
    if (!kept) {
      tooLarge.incrementAndGet();
    }
  }

  @Override
  public void watch(Function<String, List<Profile>> profiles) {
    running = profiles;
  }

  @Override
  public void ended(ProfileSink.End end) {
    totals.ended(end);
  }

  @Override
  public boolean wantsTimeline() {
    return true;
  }

  @Override
  public boolean flush() {
    return totals.flush();
  }

  /** Merges profiles that have not been merged yet. The kept ones can still be read. */
  @Override
  public void close() {
    totals.close();
  }

  /** Returns the most recent profiles, the newest first. */
  public List<Profile> recent() {
    List<Profile> all = new ArrayList<>(recent.all());
    Collections.reverse(all);
    return all;
  }

  /** Returns the slowest profiles since the start, the slowest first. */
  public List<Profile> worst() {
    return worst.all().stream().sorted(BY_DURATION.reversed()).toList();
  }

  /**
   * Returns, for each route, the merged profile of the last stretch of time in which it was asked
   * for; the one that took most time first.
   */
  public List<Profile> routes() {
    return keptRoutes().stream().map(BoundedProfiles.Kept::profile).toList();
  }

  /** Returns all single profiles, the newest first. */
  List<BoundedProfiles.Kept> singles() {
    Map<String, BoundedProfiles.Kept> all = new HashMap<>();
    worst.kept().forEach(kept -> all.put(kept.profile().id(), kept));
    recent.kept().forEach(kept -> all.put(kept.profile().id(), kept));
    return all.values().stream()
        .sorted(Comparator.comparingLong(BoundedProfiles.Kept::number).reversed())
        .toList();
  }

  /** Returns the number of the oldest of the recent ones; all since are kept. */
  long firstRecent() {
    List<BoundedProfiles.Kept> kept = recent.kept();
    return kept.isEmpty() ? 0 : kept.get(0).number();
  }

  /** Returns the routes as {@link #routes()} does. */
  List<BoundedProfiles.Kept> keptRoutes() {
    return routes.kept().stream()
        .sorted(Comparator.comparing(BoundedProfiles.Kept::profile, BY_DURATION.reversed()))
        .toList();
  }

  /** Returns the figures of a route since the start. */
  Profile.Totals sinceStart(Profile route, Profile.Totals ofWindow) {
    return sinceStart.getOrDefault(route.name(), ofWindow);
  }

  /** Returns the profile of this id, if it is kept. That of a route keeps its id. */
  public Optional<Profile> find(String id) {
    return Optional.ofNullable(recent.get(id))
        .or(() -> Optional.ofNullable(worst.get(id)))
        .or(() -> routes.all().stream().filter(route -> route.id().equals(id)).findFirst());
  }

  /** Returns the profile of this id as it is now, if it is kept or still runs. */
  Optional<Profile> now(String id) {
    Optional<Profile> kept = find(id);
    return kept.filter(profile -> !profile.stillRunning())
        .or(() -> running.apply(id).stream().findFirst())
        .or(() -> kept);
  }

  /** Returns the estimated memory of all of them, in bytes. A profile in two lists counts twice. */
  public long bytes() {
    return recent.bytes() + worst.bytes() + routes.bytes();
  }

  /** Returns the number of profiles that were too large to be kept at all. */
  public long tooLarge() {
    return tooLarge.get();
  }

  /** Makes {@link RecentProfiles}. <em>Not</em> thread-safe. */
  public static final class Builder {
    private static final int MAX_NUMBER = 10_000;
    private static final long MIN_MAX_BYTES = 1_000_000;

    private int number = 100;
    private long maxBytes = 64_000_000;
    private Duration groupEvery = Options.GROUP_EVERY.byDefault();

    private Builder() {}

    /**
     * Sets the number of recent profiles, 1 to 10,000; default 100. Of the slowest as many are
     * kept, but no more than 50.
     */
    public Builder number(int profiles) {
      check(profiles >= 1 && profiles <= MAX_NUMBER, "number is " + profiles, "1 to 10,000");
      number = profiles;
      return this;
    }

    /** Sets the estimated memory of all of them, from 1,000,000 bytes; default 64 MB. */
    public Builder maxBytes(long bytes) {
      check(bytes >= MIN_MAX_BYTES, "maxBytes is " + bytes, "1,000,000 and more");
      maxBytes = bytes;
      return this;
    }

    /**
     * Sets the time for which the requests of a route are merged before they are shown; default 10
     * s.
     */
    public Builder groupEvery(Duration value) {
      groupEvery = Objects.requireNonNull(value, "groupEvery");
      return this;
    }

    private static void check(boolean accepted, String is, String range) {
      if (!accepted) {
        throw new IllegalArgumentException(is + ", but must be " + range);
      }
    }

    /**
     * Makes the sink.
     *
     * @throws IllegalArgumentException if {@code groupEvery} is not 1 s to 1 h
     */
    public RecentProfiles build() {
      return new RecentProfiles(this);
    }
  }
}
