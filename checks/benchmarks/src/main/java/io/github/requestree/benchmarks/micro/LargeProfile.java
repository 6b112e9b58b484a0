package io.github.requestree.benchmarks.micro;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A profile of 10,000 nodes: forty paths 100 calls deep that share the time, and around them
 * thousands of calls that took next to none.
 */
final class LargeProfile {

  static final int NODES = 10_000;

  private static final int PATHS = 40;
  private static final int DEPTH = 100;
  private static final long LEAF_NANOS = 20_000_000;
  private static final long STEP_NANOS = 200_000;
  private static final long SMALL_NANOS = 1_000;

  private final SplittableRandom random = new SplittableRandom(7);
  private int left = NODES - 1 - PATHS * DEPTH;

  private LargeProfile() {}

  static Profile make() {
    CallNode root = new LargeProfile().root();
    return Profile.builder(
            "0123456789abcdef0123456789abcdef", root.frame().name(), Instant.EPOCH, root)
        .durationNanos(root.totalNanos())
        .cpuNanos(OptionalLong.of(root.totalCpuNanos()))
        .thread("qtp1-33")
        .sampling(new Profile.Sampling(1_000, 5_000, 100_000, 50_000_000, 0))
        .request(new Profile.Request("GET", "/orders", "/orders", 200, null))
        .build();
  }

  private CallNode root() {
    CallNode.Builder root = CallNode.builder(Frame.of(Frame.Kind.ROOT, "GET /orders"));
    for (int path = 0; path < PATHS; path++) {
      root.addChild(deep(path, 1));
    }
    while (left > 0) {
      root.addChild(small(1));
    }
    return root.build();
  }

  private CallNode deep(int path, int depth) {
    CallNode.Builder node = method(path * DEPTH + depth, depth == DEPTH ? LEAF_NANOS : STEP_NANOS);
    if (depth < DEPTH) {
      node.addChild(deep(path, depth + 1));
      if (left > 0) {
        node.addChild(small(depth + 1));
      }
    }
    return node.build();
  }

  private CallNode small(int depth) {
    left--;
    CallNode.Builder node = method(random.nextInt(NODES), SMALL_NANOS);
    int children = depth < DEPTH ? random.nextInt(3) : 0;
    for (int i = 0; i < children && left > 0; i++) {
      node.addChild(small(depth + 1));
    }
    return node.build();
  }

  private static CallNode.Builder method(int number, long selfNanos) {
    Frame frame =
        Frame.method(
            "com.acme.shop.part" + number % 23 + ".Service" + number % 211,
            "step" + number,
            "Service" + number % 211 + ".java");
    return CallNode.builder(frame)
        .line(1 + number % 500)
        .selfNanos(selfNanos)
        .selfCpuNanos(selfNanos / 2)
        .evidence(CallNode.Evidence.of(1, 0));
  }
}
