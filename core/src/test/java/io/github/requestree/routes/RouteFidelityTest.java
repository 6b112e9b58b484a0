package io.github.requestree.routes;

import static io.github.requestree.routes.Singles.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Requests with a known truth, looked at as the engine does, must give that truth when merged. */
final class RouteFidelityTest {

  private static final Map<String, Double> TRUTH = Map.of("a", 0.6, "b", 0.3, "c", 0.1);

  private final SplittableRandom random = new SplittableRandom(20_261_122);

  @Test
  void requests_shorter_than_the_gap_between_walks_merge_to_the_truth() {
    Profile merged = Merging.merge(shortRequests(20_000, 1));

    double error = 2.5 * Math.sqrt(0.6 * 0.4 / merged.sampling().walks());
    TRUTH.forEach(
        (method, share) ->
            assertThat(wallShare(merged, method)).as(method).isCloseTo(share, within(error)));
    TRUTH.forEach(
        (method, share) ->
            assertThat(cpuShare(merged, method)).as(method).isCloseTo(share, within(error)));
  }

  @Test
  void the_plain_sum_of_their_trees_would_be_wrong() {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (Profile single : shortRequests(20_000, 1)) {
      for (CallNode child : single.root().children()) {
        if (child.frame().isMethod()) {
          sums.merge(child.frame().name(), child.totalNanos(), Long::sum);
        }
      }
    }
    double all = sums.values().stream().mapToLong(Long::longValue).sum();

    assertThat(sums.get("c") / all).isLessThan(0.1 - 0.02);
    assertThat(sums.get("b") / all).isGreaterThan(0.3 + 0.02);
  }

  @Test
  void a_small_window_is_right_within_its_own_error() {
    for (int window = 0; window < 50; window++) {
      Profile merged = Merging.merge(shortRequests(100, 1));
      double walks = merged.sampling().walks();
      TRUTH.forEach(
          (method, share) ->
              assertThat(wallShare(merged, method))
                  .as(method)
                  .isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / walks))));
    }
  }

  @Test
  void requests_that_were_walked_more_rarely_count_as_much_as_the_others() {
    List<Profile> singles = new ArrayList<>(shortRequests(10_000, 1));
    for (Profile rare : shortRequests(10_000, 0.2)) {
      singles.add(Singles.request("GET", "/r", under("when busy", rare.root())));
    }
    Profile merged = Merging.merge(singles);

    double busy =
        singles.subList(10_000, 20_000).stream().mapToLong(Profile::durationNanos).sum()
            / (double) merged.durationNanos();
    assertThat(wallShare(merged, "when busy")).isCloseTo(busy, within(0.02));
    long rareC = Merging.at(merged.root(), "when busy", "c").totalNanos();
    assertThat(rareC / (busy * merged.durationNanos())).isCloseTo(0.1, within(0.02));
  }

  @Test
  void proven_sleeps_between_short_work_merge_to_the_truth() {
    List<Profile> singles = new ArrayList<>();
    long slept = 0;
    for (int i = 0; i < 5_000; i++) {
      SleepyRequest request = new SleepyRequest();
      slept += request.sleepNanos;
      singles.add(Singles.request("GET", "/r", request.tree()));
    }
    Profile merged = Merging.merge(singles);

    CallNode sleep = Merging.at(merged.root(), "sleep");
    assertThat(sleep.totalNanos() / (double) merged.durationNanos())
        .isCloseTo(slept / (double) merged.durationNanos(), within(0.02));
    assertThat(sleep.selfWaiting()).containsOnlyKeys(WaitKind.SLEEPING);
    assertThat(sleep.selfWaiting().get(WaitKind.SLEEPING)).isEqualTo(sleep.selfNanos());
    assertThat(sleep.selfCpuNanos()).isZero();
  }

  private static double wallShare(Profile merged, String method) {
    return Merging.at(merged.root(), method).totalNanos() / (double) merged.durationNanos();
  }

  private static double cpuShare(Profile merged, String method) {
    return Merging.at(merged.root(), method).totalCpuNanos()
        / (double) merged.cpuNanos().getAsLong();
  }

  private static CallNode under(String method, CallNode root) {
    CallNode.Builder outer = Singles.call(method);
    root.children().stream().filter(c -> c.frame().isMethod()).forEach(outer::addChild);
    CallNode.Builder newRoot = Singles.root().addChild(outer.build());
    root.children().stream().filter(c -> !c.frame().isMethod()).forEach(newRoot::addChild);
    return newRoot.build();
  }

  /** Requests of 0.3 to 5 ms that spend 60 % in a, then 30 % in b, then 10 % in c. */
  private List<Profile> shortRequests(int count, double chance) {
    List<Profile> singles = new ArrayList<>();
    double tick = nextGap();
    for (int i = 0; i < count; i++) {
      long duration = random.nextLong(3 * MS / 10, 5 * MS);
      List<Double> walks = new ArrayList<>();
      for (; tick < duration; tick += nextGap()) {
        if (random.nextDouble() < chance) {
          walks.add(tick);
        }
      }
      tick -= duration;
      singles.add(Singles.request("GET", "/r", halfAndHalf(duration, walks, MS / chance)));
    }
    return singles;
  }

  private double nextGap() {
    return random.nextDouble(0.5 * MS, 1.5 * MS);
  }

  /** The single tree by the engine's rule: gaps half and half, far head and tail not sampled. */
  private static CallNode halfAndHalf(long duration, List<Double> walks, double weight) {
    Map<String, CallNode.Builder> nodes = new LinkedHashMap<>();
    Map<String, Long> times = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    long sampled = 0;
    for (int i = 0; i < walks.size(); i++) {
      double at = walks.get(i);
      double from = i == 0 ? Math.max(0, at - weight) : (walks.get(i - 1) + at) / 2;
      double to =
          i == walks.size() - 1
              ? Math.min((double) duration, at + weight)
              : (at + walks.get(i + 1)) / 2;
      String method = at < 0.6 * duration ? "a" : at < 0.9 * duration ? "b" : "c";
      nodes.computeIfAbsent(method, Singles::call);
      times.merge(method, (long) (to - from), Long::sum);
      counts.merge(method, 1, Integer::sum);
      sampled += (long) (to - from);
    }
    CallNode.Builder root = Singles.root();
    nodes.forEach(
        (method, node) -> {
          long all = Math.round(counts.get(method) * weight);
          root.addChild(
              node.selfNanos(times.get(method))
                  .selfCpuNanos(times.get(method))
                  .evidence(new CallNode.Evidence(counts.get(method), 0, all, all, 0, 0, 0))
                  .build());
        });
    return root.addChild(Singles.notSampled(duration - sampled, duration - sampled)).build();
  }

  /** Works up to 1 ms, sleeps 3 to 20 ms, works up to 1 ms; standstills are proven, not walked. */
  private final class SleepyRequest {
    private final long beforeNanos = random.nextLong(MS / 10, MS);
    private final long sleepNanos = random.nextLong(3 * MS, 20 * MS);
    private final long afterNanos = random.nextLong(MS / 10, MS);

    CallNode tree() {
      CallNode.Builder work = Singles.call("work");
      int workWalks = 0;
      double firstInSleep = -1;
      double lastInSleep = -1;
      double end = beforeNanos + sleepNanos + afterNanos;
      for (double tick = random.nextDouble(MS); tick < end; tick += nextGap()) {
        if (tick < beforeNanos || tick >= beforeNanos + sleepNanos) {
          workWalks++;
        } else {
          firstInSleep = firstInSleep < 0 ? tick : firstInSleep;
          lastInSleep = tick;
        }
      }
      long proven = (long) (lastInSleep - firstInSleep);
      CallNode sleep = Singles.waiting("sleep", WaitKind.SLEEPING, proven, proven, MS).build();
      long unproven = (long) end - proven;
      return Singles.root()
          .addChild(
              work.evidence(
                      new CallNode.Evidence(workWalks, 0, workWalks * MS, workWalks * MS, 0, 0, 0))
                  .build())
          .addChild(sleep)
          .addChild(Singles.notSampled(unproven, beforeNanos + afterNanos))
          .build();
    }
  }
}
