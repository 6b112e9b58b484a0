package io.github.requestree.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/** Merges profiles and asserts that the sums of each result are exact. */
final class Merging {

  private Merging() {}

  /** The profiles of all routes, heaviest first. */
  static List<Profile> mergeRoutes(List<Profile> singles) {
    RecordingSink sink = new RecordingSink();
    FakeTime time = new FakeTime();
    RouteTotals totals =
        new RouteTotals(sink, Duration.ofSeconds(10), time, time, new SplittableRandom(1));
    singles.forEach(totals::accept);
    totals.close();
    assertSums(singles, sink.profiles);
    return sink.profiles;
  }

  /** The profile of the only route there is. */
  static Profile merge(List<Profile> singles) {
    List<Profile> merged = mergeRoutes(singles);
    assertThat(merged).hasSize(1);
    return merged.get(0);
  }

  static Profile merge(Profile... singles) {
    return merge(Arrays.asList(singles));
  }

  /** One merged tree of requests with these trees. */
  static CallNode mergeTrees(CallNode... roots) {
    return merge(Arrays.stream(roots).map(r -> Singles.request("GET", "/r", r)).toList()).root();
  }

  static void assertSums(List<Profile> singles, List<Profile> merged) {
    merged.forEach(ProfileSums::assertAddUp);
    assertThat(merged.stream().mapToLong(Profile::durationNanos).sum())
        .isEqualTo(singles.stream().mapToLong(Profile::durationNanos).sum());
    assertThat(merged.stream().mapToLong(p -> p.root().totalNanos()).sum())
        .isEqualTo(singles.stream().mapToLong(p -> p.root().totalNanos()).sum());
    assertThat(merged.stream().mapToLong(p -> p.root().totalCpuNanos()).sum())
        .isEqualTo(singles.stream().mapToLong(p -> p.root().totalCpuNanos()).sum());
    assertThat(merged.stream().mapToLong(p -> p.root().totalWalks()).sum())
        .isEqualTo(singles.stream().mapToLong(p -> p.root().totalWalks()).sum());
  }

  /** All nodes, those of lanes included. */
  static List<CallNode> all(CallNode root) {
    List<CallNode> nodes = new ArrayList<>();
    Deque<CallNode> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      CallNode node = left.pop();
      nodes.add(node);
      node.children().forEach(left::push);
      node.lanes().forEach(left::push);
    }
    return nodes;
  }

  /** The node at the end of a path of frame names. */
  static CallNode at(CallNode root, String... path) {
    CallNode node = root;
    for (String name : path) {
      List<CallNode> found =
          node.children().stream().filter(child -> child.frame().name().equals(name)).toList();
      assertThat(found).as("%s below %s", name, node).hasSize(1);
      node = found.get(0);
    }
    return node;
  }
}
