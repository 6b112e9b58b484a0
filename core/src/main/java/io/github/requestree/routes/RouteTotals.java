package io.github.requestree.routes;

import io.github.requestree.internal.Options;
import io.github.requestree.profile.BaselineComparison;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a sink and gives it, instead of every single profile, one per HTTP method and
 * route. It does so after each window and at the end, the route that took most time first. Each has
 * {@link Profile#totals()} and a merged tree. Profiles that are no requests are merged by name.
 *
 * <p>Counts, errors and durations are exact if the ends of profiles are told to it, as a profiler
 * does: profiles that were too short or too many to be delivered then count as well. The tree is
 * that of the delivered profiles, scaled to those totals, and a note gives their number.
 *
 * <p>A window begins with its first profile, so an empty one writes nothing. It holds at most 200
 * routes. Those that were seen once make room for others, and the rest are merged as {@code [other
 * routes]}. So memory is bounded at any traffic. At the end, the totals of all windows follow as a
 * {@linkplain ProfileSink.SummaryListener summary}.
 *
 * <p>Like every sink it is called by one thread at a time; the methods that any thread may call are
 * handed to the sink behind it.
 */
public final class RouteTotals implements ProfileSink, ProfileSink.EndListener, ProfileSink.Buffer {

  private final ProfileSink target;
  private final long groupEveryNanos;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final RouteHistory history;
  private final AtomicReference<@Nullable RouteWindow> window = new AtomicReference<>();

  /** True if a profiler tells of the ends of profiles; if not, only the delivered ones count. */
  private volatile boolean counts;

  /**
   * @throws IllegalArgumentException if {@code groupEvery} is out of range
   */
  RouteTotals(
      ProfileSink target,
      Duration groupEvery,
      LongSupplier nanoTime,
      InstantSource clock,
      RandomGenerator random) {
    this.target = Objects.requireNonNull(target, "target");
    groupEveryNanos = Options.GROUP_EVERY.checkedInCode(groupEvery).toNanos();
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.random = random;
    history = new RouteHistory(random);
  }

  /** Gives totals every 10 seconds. */
  public static RouteTotals inFrontOf(ProfileSink target) {
    return inFrontOf(target, Options.GROUP_EVERY.byDefault());
  }

  /**
   * Gives totals of windows of this length.
   *
   * @param groupEvery 1 second to 1 hour
   * @throws IllegalArgumentException if {@code groupEvery} is out of range
   */
  public static RouteTotals inFrontOf(ProfileSink target, Duration groupEvery) {
    return new RouteTotals(
        target, groupEvery, System::nanoTime, Clock.systemUTC(), new SplittableRandom());
  }

  /**
   * Returns the comparison of unusual profiles with the usual ones of their route; for {@link
   * io.github.requestree.profile.Profile#baseline()}.
   */
  public static BaselineComparison comparison() {
    return new RouteBaselines(System::nanoTime);
  }

  /**
   * Returns the profile of each route that is among these single ones, the one that took most time
   * first. Their window is from the first start to the last end.
   */
  public static List<Profile> merged(Collection<Profile> singles) {
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    for (Profile single : singles) {
      Instant end = single.startedAt().plusNanos(single.durationNanos());
      first = first.isBefore(single.startedAt()) ? first : single.startedAt();
      last = last.isAfter(end) ? last : end;
    }
    RandomGenerator random = new SplittableRandom();
    RouteWindow window = new RouteWindow(0, first, random);
    singles.forEach(window::add);
    List<Profile> routes = new ArrayList<>();
    long nanos = singles.isEmpty() ? 0 : first.until(last, ChronoUnit.NANOS);
    window.handOn(routes::add, nanos, false, new RouteHistory(random));
    return routes;
  }

  /**
   * Returns the profile of a route with the times of its mean request, for comparing; the profile
   * itself if it is a single one. Its totals and events stay as they are.
   */
  public static Profile mean(Profile profile) {
    Profile.Totals totals = profile.totals();
    if (totals == null || totals.count() <= 1) {
      return profile;
    }
    long overlap = profile.overlapNanos() / totals.count();
    CallNode root = ScaledTree.of(profile.root(), totals.meanNanos() + overlap);
    return profile.toBuilder()
        .root(root)
        .durationNanos(totals.meanNanos())
        .overlapNanos(overlap)
        .build();
  }

  @Override
  public boolean wantsTimeline() {
    return target.wantsTimeline();
  }

  @Override
  public void ended(ProfileSink.End end) {
    if (!counts) {
      counts = true;
    }
    RouteKey key = RouteKey.of(end);
    while (!current().count(key, end)) {
      Thread.onSpinWait();
    }
  }

  private RouteWindow current() {
    RouteWindow known = window.get();
    while (known == null) {
      window.compareAndSet(null, new RouteWindow(nanoTime.getAsLong(), clock.instant(), random));
      known = window.get();
    }
    return known;
  }

  @Override
  public void accept(Profile profile) {
    if (profile.stillRunning()) {
      // Its time counts once it has ended; totals do not show that it still runs.
      target.accept(profile);
      return;
    }
    long now = nanoTime.getAsLong();
    // If ends are told, its own was counted in the window that is still there.
    boolean counted = counts;
    RouteWindow ended = counted ? null : takeWindowIf(now, groupEveryNanos);
    current().add(profile);
    if (counted) {
      ended = takeWindowIf(now, groupEveryNanos);
    }
    handOn(ended, now);
  }

  @Override
  public boolean isActive() {
    return target.isActive();
  }

  @Override
  public boolean flush() {
    long now = nanoTime.getAsLong();
    handOn(takeWindowIf(now, groupEveryNanos), now);
    Buffer buffer = target.as(Buffer.class);
    boolean targetHolds = buffer != null && buffer.flush();
    return targetHolds || window.get() != null;
  }

  @Override
  public void close() {
    long now = nanoTime.getAsLong();
    try {
      handOn(takeWindowIf(now, 0), now);
    } finally {
      try {
        history.handOn(target);
      } finally {
        target.close();
      }
    }
  }

  private void handOn(@Nullable RouteWindow ended, long now) {
    if (ended != null) {
      ended.handOn(target, now, counts, history);
    }
  }

  /**
   * Returns the figures of a route in all windows so far; null if it is not known. For the sink
   * behind this, while it takes the merged profile of that route.
   */
  public Profile.@Nullable Totals sinceStart(Profile route) {
    return history.totals(RouteKey.of(route));
  }

  @Override
  public <T> @Nullable T as(Class<T> part) {
    T own = ProfileSink.super.as(part);
    return own == null ? target.as(part) : own;
  }

  @Override
  public String name() {
    return target.name();
  }

  /** Returns and forgets the window if it is that old; it is forgotten before anything can fail. */
  private @Nullable RouteWindow takeWindowIf(long now, long leastAgeNanos) {
    RouteWindow taken = window.get();
    if (taken == null || taken.ageNanos(now) < leastAgeNanos) {
      return null;
    }
    window.set(null);
    return taken;
  }
}
