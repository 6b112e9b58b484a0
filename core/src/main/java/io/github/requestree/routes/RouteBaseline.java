package io.github.requestree.routes;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The usual profile of one route: the durations of the last requests, and the mean tree of those in
 * the middle, from the first quartile to the third. Neither is moved by an outlier, and both follow
 * when a route changes: the median within half of the last ones, the tree soon after. <em>Not</em>
 * thread-safe.
 */
final class RouteBaseline {

  /** So many requests must be known before one can be called unusual. */
  static final int MIN_REQUESTS = 30;

  /** So many are remembered. */
  static final int MAX_RECENT = 64;

  static final int MAX_NODES = 2_000;

  /** The least excess over the median that a tree could explain. */
  static final long MIN_NANOS = 5_000_000;

  /** So many in the middle make the first tree; each later one is made of more. */
  private static final int MIN_MERGED = 8;

  private static final int MAX_MERGED = 64;

  private static final long MAX_AGE_NANOS = 300_000_000_000L;

  /** A tree that is so many times off the middle is of another time. */
  private static final double OFF = 1.5;

  private final String name;
  private final NodeBudget shared;
  private final long[] recentNanos = new long[MAX_RECENT];
  private final long[] recentWeights = new long[MAX_RECENT];
  private long recent;
  private @Nullable Thresholds thresholds;

  private MergedTree growing;
  private int generation = MIN_MERGED;
  private long startedNanos;
  private int merged;
  private long requests;
  private long requestNanos;
  private long treeNanos;
  private long skipped;

  private @Nullable Middle whole;

  /** The durations above which a request is unusual, and the quartiles of the middle. */
  private record Thresholds(long p25Nanos, long p50Nanos, long p75Nanos, long p95Nanos, long at) {

    boolean haveInTheMiddle(long nanos) {
      // A little more on both sides, or a route that slowly drifts would have no middle.
      return nanos >= p25Nanos - p25Nanos / 16 && nanos <= p75Nanos + p75Nanos / 16;
    }

    boolean areOff(long meanNanos) {
      return meanNanos * OFF < p25Nanos || meanNanos > p75Nanos * OFF;
    }
  }

  /** The mean of the requests in the middle. */
  private record Middle(long meanNanos, CallNode root) {}

  RouteBaseline(String name, NodeBudget shared, long now) {
    this.name = name;
    this.shared = shared;
    growing = newTree();
    startedNanos = now;
  }

  private MergedTree newTree() {
    NodeBudget own = new NodeBudget(MAX_NODES, shared);
    return new MergedTree(Frame.of(Frame.Kind.ROOT, name), own);
  }

  /** Whether enough is known to call a request unusual. */
  boolean isKnown() {
    return whole != null && recent >= MIN_REQUESTS;
  }

  /** Returns the usual profile; null unless enough is known. */
  Profile.@Nullable Baseline get() {
    Middle middle = whole;
    if (middle == null || recent < MIN_REQUESTS) {
      return null;
    }
    long median = thresholds().p50Nanos();
    double scale = middle.meanNanos() == 0 ? 1 : (double) median / middle.meanNanos();
    long nanos = Math.round(middle.root().totalNanos() * scale);
    int count = (int) Math.min(recent, MAX_RECENT);
    return new Profile.Baseline(count, median, ScaledTree.of(middle.root(), nanos));
  }

  /**
   * Whether so long a duration is unusual: longer than 95 of 100 of the last ones, at least twice
   * the median, and noticeably more.
   */
  boolean isUnusual(long nanos) {
    Thresholds now = thresholds();
    return nanos > now.p95Nanos()
        && nanos >= 2 * now.p50Nanos()
        && nanos - now.p50Nanos() >= MIN_NANOS;
  }

  /**
   * Takes in a request.
   *
   * @param standsFor how many requests it stands for: more than 1 only if the others are unknown
   * @param merge whether its tree is merged if it is in the middle; if not, the next one that is
   *     stands for it as well
   */
  void add(Profile profile, long standsFor, boolean merge, long now) {
    int place = (int) (recent++ % MAX_RECENT);
    recentNanos[place] = profile.durationNanos();
    recentWeights[place] = standsFor;
    if (recent < MIN_MERGED || !thresholds().haveInTheMiddle(profile.durationNanos())) {
      // The first of all are slower than any later ones, and nobody knows yet what is the middle.
      return;
    }
    if (!merge) {
      skipped++;
      return;
    }
    long weight = standsFor;
    if (standsFor == 1) {
      weight += skipped;
      skipped = 0;
    }
    long rootNanos = profile.root().totalNanos();
    TreeMerger.merge(ScaledTree.of(profile.root(), weight * rootNanos), growing);
    merged++;
    requests += weight;
    requestNanos += weight * profile.durationNanos();
    treeNanos += weight * rootNanos;
    boolean old = merged >= MIN_MERGED && now - startedNanos >= MAX_AGE_NANOS;
    if (merged >= generation || old) {
      whole = estimate();
      generation = Math.min(2 * generation, MAX_MERGED);
      startAgain(now);
    }
  }

  /** Gives back the room that its tree took. */
  void forget() {
    growing.budget.giveAll();
  }

  private void startAgain(long now) {
    forget();
    growing = newTree();
    startedNanos = now;
    merged = 0;
    requests = 0;
    requestNanos = 0;
    treeNanos = 0;
  }

  private Middle estimate() {
    long mean = requestNanos / requests;
    CallNode sum = TreeEstimate.of(growing, 0);
    long overlap = (treeNanos - requestNanos) / requests;
    return new Middle(mean, ScaledTree.of(sum, mean + overlap));
  }

  private Thresholds thresholds() {
    Thresholds known = thresholds;
    if (known == null || recent - known.at() >= MAX_RECENT / 8 || recent <= MIN_REQUESTS) {
      known = newThresholds();
      thresholds = known;
      dropWhatIsOff(known);
    }
    return known;
  }

  /** When a route has changed, its trees of before explain nothing of what it does now. */
  private void dropWhatIsOff(Thresholds now) {
    if (whole != null && now.areOff(whole.meanNanos())) {
      whole = null;
      generation = MIN_MERGED;
    }
    if (requests > 0 && now.areOff(requestNanos / requests)) {
      startAgain(startedNanos);
    }
  }

  private Thresholds newThresholds() {
    int count = (int) Math.min(recent, MAX_RECENT);
    Integer[] places = new Integer[count];
    Arrays.setAll(places, i -> i);
    Arrays.sort(places, (a, b) -> Long.compare(recentNanos[a], recentNanos[b]));
    return new Thresholds(
        percentile(25, places),
        percentile(50, places),
        percentile(75, places),
        percentile(95, places),
        recent);
  }

  /** The smallest of the last durations that so many percent of their weight do not exceed. */
  private long percentile(int percent, Integer[] shortestFirst) {
    double weights = 0;
    for (int place : shortestFirst) {
      weights += (double) recentWeights[place];
    }
    double below = 0;
    for (int place : shortestFirst) {
      below += (double) recentWeights[place];
      if (below * 100 >= percent * weights) {
        return recentNanos[place];
      }
    }
    return Long.MAX_VALUE;
  }
}
