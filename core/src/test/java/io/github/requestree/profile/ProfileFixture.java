package io.github.requestree.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes profiles and trees for tests. Times are given in milliseconds. */
public final class ProfileFixture {
  /** 2026-11-22 14:53:35.120 UTC. */
  public static final Instant START = Instant.parse("2026-11-22T14:53:35.120Z");

  private static final int MAX_CHILDREN = 4;

  private ProfileFixture() {}

  public static long millis(double millis) {
    return Math.round(millis * 1_000_000);
  }

  public static CallNode.Builder root(String name, CallNode... children) {
    return node(Frame.of(Frame.Kind.ROOT, name), 0, children);
  }

  /** A method in a source file named after its class; line 0 stands for a native method. */
  public static CallNode.Builder method(
      String className, String name, int line, double selfMillis, CallNode... children) {
    String outermost = className.substring(className.lastIndexOf('.') + 1).split("\\$", 2)[0];
    return node(Frame.method(className, name, outermost + ".java"), selfMillis, children)
        .line(line);
  }

  /** A method all of whose own time was waited. */
  public static CallNode.Builder waiting(
      String className, String name, WaitKind kind, double selfMillis) {
    return method(className, name, 0, selfMillis).selfWaiting(kind, millis(selfMillis));
  }

  public static CallNode await(String text, double millis) {
    return node(Frame.of(Frame.Kind.AWAIT, text), millis).build();
  }

  public static CallNode notSampled(double millis) {
    return node(Frame.NOT_SAMPLED, millis).build();
  }

  public static CallNode.Builder lane(String thread, CallNode... children) {
    return node(Frame.of(Frame.Kind.LANE, thread), 0, children)
        .lane(new CallNode.Lane(thread, false, true, 0, 0));
  }

  public static CallNode.Builder node(Frame frame, double selfMillis, CallNode... children) {
    return CallNode.builder(frame).selfNanos(millis(selfMillis)).children(List.of(children));
  }

  /** A request that answered 200, was measured at 1 ms and took as long as the tree says. */
  public static Profile request(String method, String path, CallNode root) {
    return profileOf(root).request(new Profile.Request(method, path, path, 200, null)).build();
  }

  /** A profile of this tree, measured at 1 ms, that is no request unless more is said. */
  public static Builder profileOf(CallNode root) {
    return new Builder(root);
  }

  /**
   * A tree of at least so many nodes with everything that a measured tree can have: recursion,
   * library and application methods, waiting, awaits, lanes in lanes, details, and nodes of no
   * time.
   */
  public static CallNode randomTree(long seed, int nodes) {
    return new RandomTree(new Random(seed), nodes).root();
  }

  private static final class RandomTree {
    private static final String[] CLASSES = {
      "com.acme.OrderService",
      "com.acme.OrderDao",
      "com.acme.Renderer$Row",
      "java.util.ArrayList",
      "org.eclipse.jetty.server.Server",
      "com.fasterxml.jackson.databind.ObjectMapper",
      "org.springframework.aop.Proxy",
      "io.github.requestree.sampling.Wrapped",
      "io.github.requestree.example.Routes",
    };
    private final Random random;
    private int left;

    RandomTree(Random random, int nodes) {
      this.random = random;
      left = nodes;
    }

    CallNode root() {
      CallNode.Builder root = ProfileFixture.root("GET /random", notSampled(random.nextInt(5)));
      while (left > 0) {
        root.addChild(node(1));
      }
      return root.addChild(await("[await]  until dispatch", random.nextInt(20))).build();
    }

    private CallNode node(int depth) {
      left--;
      String className = CLASSES[random.nextInt(CLASSES.length)];
      double self = random.nextInt(3) == 0 ? 0 : random.nextInt(1 + random.nextInt(100)) / 10.0;
      CallNode.Builder node = method(className, "m" + random.nextInt(3), random.nextInt(90), self);
      int walks = random.nextInt(3);
      node.selfCpuNanos(millis(self / 3));
      WaitKind[] kinds = WaitKind.values();
      node.selfWaiting(kinds[random.nextInt(kinds.length)], millis(self / 2));
      node.evidence(
          new CallNode.Evidence(walks, millis(self / 4), millis(self * 2), millis(self), 0, 0, 0));
      if (random.nextInt(20) == 0) {
        node.detail("held by worker-" + random.nextInt(3));
      }
      int children = depth > 60 ? 0 : random.nextInt(MAX_CHILDREN);
      for (int i = 0; i < children && left > 0; i++) {
        node.addChild(random.nextInt(15) == 0 ? notSampled(random.nextInt(3)) : node(depth + 1));
      }
      if (left > 0 && random.nextInt(25) == 0) {
        left--;
        node.addLane(lane("pool-" + random.nextInt(4), node(depth + 1)).build());
      }
      return node.build();
    }
  }

  /** Makes a {@link Profile}. */
  public static final class Builder {
    private final CallNode root;
    private String name;
    private long durationNanos;
    private long overlapNanos;
    private OptionalLong cpuNanos;
    private OptionalLong allocatedBytes = OptionalLong.of(212_000);
    private String thread = "qtp1-33";
    private Profile.Sampling sampling = new Profile.Sampling(4, 171, millis(1), millis(6), 0);
    private boolean stillRunning;
    private List<Profile.Event> events = List.of();
    private Surroundings surroundings = Surroundings.UNKNOWN;
    private Profile.@Nullable Request request;
    private Profile.@Nullable Totals totals;
    private final List<String> notes = new ArrayList<>();

    private Builder(CallNode root) {
      this.root = root;
      name = root.frame().name();
      durationNanos = root.totalNanos();
      cpuNanos = OptionalLong.of(root.totalCpuNanos());
    }

    public Builder name(String value) {
      name = value;
      return this;
    }

    public Builder overlapNanos(long value) {
      overlapNanos = value;
      durationNanos = root.totalNanos() - value;
      return this;
    }

    public Builder cpuNanos(OptionalLong value) {
      cpuNanos = value;
      return this;
    }

    public Builder allocatedBytes(OptionalLong value) {
      allocatedBytes = value;
      return this;
    }

    public Builder thread(String value) {
      thread = value;
      return this;
    }

    public Builder sampling(Profile.Sampling value) {
      sampling = value;
      return this;
    }

    public Builder events(Profile.Event... values) {
      events = List.of(values);
      return this;
    }

    public Builder stillRunning() {
      stillRunning = true;
      return this;
    }

    public Builder surroundings(Surroundings value) {
      surroundings = value;
      return this;
    }

    public Builder request(Profile.Request value) {
      request = value;
      return this;
    }

    public Builder totals(Profile.Totals value) {
      totals = value;
      return this;
    }

    public Builder note(String value) {
      notes.add(value);
      return this;
    }

    public Profile build() {
      return new Profile(
          "fixture",
          name,
          START,
          durationNanos,
          overlapNanos,
          cpuNanos,
          allocatedBytes,
          thread,
          stillRunning,
          sampling,
          surroundings,
          request,
          totals,
          null,
          Map.of(),
          root,
          Timeline.NONE,
          events,
          notes);
    }
  }
}
