package io.github.requestree.findings;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.HostileText;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.WaitKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes profiles in which something may stand out: most time is in few of its nodes. */
public final class RandomProfile {

  private static final long MS = 1_000_000;
  private static final String[] CLASSES = {
    "com.acme.Orders",
    "com.acme.Dao",
    "org.springframework.web.Servlet",
    "java.lang.ClassLoader",
    "java.util.ArrayList",
    "io.github.requestree.sampling.Wrapped",
  };
  private static final String[] METHODS = {"load", "loadClass", "run", "save"};

  private final Random random;
  private final List<CallNode> calls = new ArrayList<>();

  public RandomProfile(long seed) {
    random = new Random(seed);
  }

  public Profile profile() {
    CallNode.Builder root = CallNode.builder(Frame.of(Frame.Kind.ROOT, text()));
    for (int i = random.nextInt(4); i >= 0; i--) {
      root.addChild(node(0));
    }
    if (random.nextInt(3) == 0) {
      root.addChild(plain(Frame.NOT_SAMPLED));
    }
    if (random.nextInt(3) == 0) {
      root.addChild(plain(Frame.of(Frame.Kind.AWAIT, "[await]  until complete")));
    }
    if (random.nextInt(4) == 0) {
      root.addChild(plain(Frame.IN_LANES)).addLane(lane());
    }
    CallNode tree = root.build();
    boolean overlaps = random.nextInt(10) == 0;
    long overlap = overlaps ? tree.totalNanos() / 3 : 0;
    long duration = tree.totalNanos() - overlap;
    return Profile.builder("random", text(), Instant.EPOCH, tree)
        .durationNanos(duration)
        .overlapNanos(overlap)
        .cpuNanos(
            random.nextInt(5) == 0 ? OptionalLong.empty() : OptionalLong.of(tree.totalCpuNanos()))
        .sampling(new Profile.Sampling(random.nextInt(9), 9, MS, MS, 0))
        .surroundings(surroundings(duration))
        .totals(
            random.nextInt(20) > 0
                ? null
                : new Profile.Totals(
                    1 + random.nextInt(9), 1, 1, 1, 1, 1, 1, 1, true, 9, List.of()))
        .baseline(baseline(duration))
        .events(events())
        .notes(random.nextInt(4) == 0 ? List.of("nothing was sampled: " + text()) : List.of())
        .build();
  }

  private Profile.@Nullable Baseline baseline(long duration) {
    if (random.nextInt(4) > 0) {
      return null;
    }
    CallNode usual =
        CallNode.builder(Frame.of(Frame.Kind.ROOT, "usual"))
            .selfNanos(duration / (1 + random.nextInt(20)))
            .build();
    return new Profile.Baseline(64, usual.totalNanos(), usual);
  }

  private Surroundings surroundings(long duration) {
    List<Surroundings.LateStart> late = new ArrayList<>();
    if (random.nextInt(8) == 0) {
      StackTraceElement call = new StackTraceElement(className(), method(), text(), 3);
      late.add(
          new Surroundings.LateStart(
              text(),
              1 + time(),
              random.nextBoolean()
                  ? null
                  : new Surroundings.BusyWith(
                      random.nextBoolean() ? text() : null, List.of(call), time())));
    }
    Surroundings.Pauses pauses =
        random.nextInt(4) > 0
            ? null
            : new Surroundings.Pauses(
                random.nextInt(9), (long) (duration * Math.min(1, random.nextDouble())));
    return new Surroundings(1, 1, OptionalLong.empty(), late, null, pauses);
  }

  private List<Profile.Event> events() {
    List<Profile.Event> events = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0 && !calls.isEmpty(); i--) {
      CallNode call = calls.get(random.nextInt(calls.size()));
      StackTraceElement place =
          new StackTraceElement(call.frame().className(), call.frame().name(), "A.java", 7);
      long nanos = (long) (call.totalNanos() * (0.5 + random.nextDouble()));
      int count = 1 + random.nextInt(random.nextBoolean() ? 2 : 100);
      events.add(
          new Profile.Event(
              random.nextBoolean() ? "sql" : "http",
              random.nextInt(3) == 0 ? text() : "text " + random.nextInt(2),
              random.nextInt(6) == 0 ? null : place,
              count,
              0,
              nanos,
              nanos / count,
              count,
              Map.of()));
    }
    return events;
  }

  private CallNode lane() {
    return CallNode.builder(Frame.of(Frame.Kind.LANE, text()))
        .lane(new CallNode.Lane(text(), false, random.nextBoolean(), 0, 0))
        .addChild(node(1))
        .build();
  }

  private CallNode plain(Frame frame) {
    return CallNode.builder(frame).selfNanos(time()).build();
  }

  private CallNode node(int depth) {
    long self = time();
    CallNode.Builder node =
        CallNode.builder(
                Frame.method(className(), method(), random.nextInt(9) == 0 ? text() : "A.java"))
            .line(random.nextInt(90))
            .selfNanos(self)
            .evidence(CallNode.Evidence.of(random.nextInt(12), 0));
    WaitKind[] kinds = WaitKind.values();
    switch (random.nextInt(3)) {
      case 0 ->
          node.selfWaiting(kinds[random.nextInt(kinds.length)], self).detail("held by " + text());
      case 1 -> node.selfCpuNanos(self);
      default -> node.selfCpuNanos(self / 3).selfWaiting(kinds[random.nextInt(5)], self / 2);
    }
    if (random.nextInt(30) == 0) {
      node.addBlocks(new CallNode.Blocks(text(), 1 + self));
    }
    for (int i = depth > 5 ? 0 : random.nextInt(3); i > 0; i--) {
      node.addChild(node(depth + 1));
    }
    if (depth < 4 && random.nextInt(20) == 0) {
      node.addLane(lane());
    }
    CallNode built = node.build();
    calls.add(built);
    return built;
  }

  /** Mostly next to nothing, and now and then nearly all. */
  private long time() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> random.nextInt(1_000);
      case 2 -> random.nextInt(20) * MS;
      default -> (1L << random.nextInt(11)) * MS;
    };
  }

  private String className() {
    return random.nextInt(15) == 0 ? "com.acme." + text() : CLASSES[random.nextInt(CLASSES.length)];
  }

  private String method() {
    return random.nextInt(15) == 0 ? text() : METHODS[random.nextInt(METHODS.length)];
  }

  private String text() {
    return random.nextInt(3) == 0 ? HostileText.of(random) : "name-" + random.nextInt(9);
  }
}
