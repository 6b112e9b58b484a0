package io.github.requestree.routes;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The usual profile of one route: the merged tree of some hundreds of requests, and the durations
 * of the last ones. The past fades in generations, and a profile is compared with the last whole
 * generation. The first generations are short, since the first requests of all are slower than any
 * later ones. <em>Not</em> thread-safe.
 */
final class RouteBaseline {

  /** The number of requests that must be known before one can be called unusual. */
  static final int MIN_REQUESTS = 30;

  static final int GENERATION = 500;
  static final long GENERATION_NANOS = 300_000_000_000L;
  static final int MAX_NODES = 2_000;

  /** The least excess over the median that a tree could explain. */
  static final long MIN_NANOS = 5_000_000;

  private static final int MAX_RECENT = 128;

  private final String name;
  private final NodeBudget shared;
  private final long[] recentNanos = new long[MAX_RECENT];
  private final long[] recentWeights = new long[MAX_RECENT];
  private long recent;
  private @Nullable Thresholds thresholds;

  private MergedTree growing;
  private int generation = MIN_REQUESTS;
  private long startedNanos;
  private int merged;
  private long requests;
  private long requestNanos;
  private long treeNanos;
  private long skipped;

  private Profile.@Nullable Baseline whole;

  /** The durations above which a request is unusual. */
  private record Thresholds(long p50Nanos, long p95Nanos, long madeAt) {}

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

  /** Returns the usual profile; null unless enough is known to call a request unusual. */
  Profile.@Nullable Baseline get() {
    return whole;
  }

  /**
   * Returns whether so long a duration is unusual: longer than 95 of 100 of the last ones, at least
   * twice the median, and noticeably more.
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
   * @param standsFor the number of requests that it stands for: more than 1 only if the others are
   *     unknown
   * @param merge whether its tree is merged; if not, the next one that is stands for it as well
   */
  void add(Profile profile, long standsFor, boolean merge, long now) {
    int place = (int) (recent++ % MAX_RECENT);
    recentNanos[place] = profile.durationNanos();
    recentWeights[place] = standsFor;
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
    boolean old = merged >= MIN_REQUESTS && now - startedNanos >= GENERATION_NANOS;
    if (merged >= generation || old) {
      whole = estimate();
      forget();
      growing = newTree();
      generation = Math.min(2 * generation, GENERATION);
      startedNanos = now;
      merged = 0;
      requests = 0;
      requestNanos = 0;
      treeNanos = 0;
    }
  }

  /** Gives back the room that its tree took. */
  void forget() {
    growing.budget.giveAll();
  }

  private Profile.Baseline estimate() {
    long mean = requestNanos / requests;
    CallNode sum = TreeEstimate.of(growing);
    long overlap = (treeNanos - requestNanos) / requests;
    return new Profile.Baseline(merged, mean, ScaledTree.of(sum, mean + overlap));
  }

  private Thresholds thresholds() {
    Thresholds known = thresholds;
    if (known == null || recent - known.madeAt() >= MAX_RECENT / 8) {
      known = new Thresholds(percentile(50), percentile(95), recent);
      thresholds = known;
    }
    return known;
  }

  /**
   * Returns the smallest of the last durations that so many percent of their weight do not exceed.
   */
  private long percentile(int percent) {
    int count = (int) Math.min(recent, MAX_RECENT);
    Integer[] places = new Integer[count];
    Arrays.setAll(places, i -> i);
    Arrays.sort(places, (a, b) -> Long.compare(recentNanos[a], recentNanos[b]));
    double weights = 0;
    for (int place : places) {
      weights += (double) recentWeights[place];
    }
    double below = 0;
    for (int place : places) {
      below += (double) recentWeights[place];
      if (below * 100 >= percent * weights) {
        return recentNanos[place];
      }
    }
    return Long.MAX_VALUE;
  }
}
