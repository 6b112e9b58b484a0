package io.github.requestree.tools.reading;

import io.github.requestree.findings.RandomProfile;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.HostileText;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.WaitKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/** Makes profiles with all that a document can have. */
public final class ManyProfiles {
  /** Each with numbers of its own: calls that differ in these alone are one in a document. */
  private static final String[] GENERATED = {
    "jdk.proxy2.$Proxy41",
    "com.acme.Orders$$SpringCGLIB$$0",
    "com.acme.Orders$$Lambda/0x00007f0e8c012345",
    "com.acme.Order$HibernateProxy$aB3",
    "com.acme.Order$ByteBuddy$xY9",
    "com.acme.OrdersKt",
  };

  private ManyProfiles() {}

  /** A profile that is the same for the same seed. */
  public static Profile of(long seed) {
    Random random = new Random(seed);
    Profile some = new RandomProfile(seed).profile();
    CallNode.Builder tree = some.root().toBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      tree.addChild(generated(random));
    }
    if (random.nextInt(4) == 0) {
      tree.addChild(ProfileFixture.randomTree(seed, 30).children().get(0));
      ProfileFixture.randomTree(seed, 60).children().forEach(tree::addChild);
    }
    CallNode root = tree.build();
    Profile.Builder made =
        some.toBuilder()
            .root(root)
            .durationNanos(root.totalNanos() - some.overlapNanos())
            .thread(HostileText.of(random))
            .stillRunning(random.nextInt(9) == 0)
            .timeline(timeline(random, root));
    if (random.nextBoolean()) {
      made.request(request(random));
    }
    if (random.nextInt(8) == 0) {
      made.totals(totals(random, seed));
    }
    if (random.nextInt(3) == 0) {
      made.surroundings(
          new Surroundings(
              random.nextInt(3),
              3,
              random.nextBoolean() ? OptionalLong.of(random.nextInt(9)) : OptionalLong.empty(),
              some.surroundings().lateStarts(),
              new Surroundings.Trace("4bf92f35", random.nextBoolean() ? "" : "00f067aa"),
              some.surroundings().gcPauses()));
    }
    if (random.nextInt(3) == 0) {
      made.tags(Map.of("tenant", HostileText.of(random)));
    }
    if (random.nextInt(3) == 0) {
      List<Profile.Event> events = new ArrayList<>(some.events());
      events.add(
          new Profile.Event(
              "http", "GET a", null, 3, 1, 90, 40, 2, Map.of("status", "503", "error", "a\nb")));
      made.events(events);
    }
    return made.build();
  }

  private static CallNode generated(Random random) {
    String className = GENERATED[random.nextInt(GENERATED.length)];
    String method = random.nextBoolean() ? "load" : "CGLIB$load$3";
    long nanos = random.nextInt(9_000_000);
    return CallNode.builder(Frame.method(className, method, null))
        .selfNanos(nanos)
        .selfWaiting(WaitKind.LOCK, nanos / 3)
        .evidence(
            new CallNode.Evidence(
                random.nextInt(4),
                nanos / 4,
                random.nextInt(9_000),
                random.nextInt(9_000),
                random.nextDouble() * Math.pow(10, random.nextInt(25)),
                random.nextInt(3),
                random.nextInt(3)))
        .errorNanos(random.nextInt(3_000))
        .count(random.nextInt(4))
        .detail("held by b")
        .build();
  }

  private static Timeline timeline(Random random, CallNode root) {
    if (random.nextInt(3) > 0 || root.children().isEmpty()) {
      return Timeline.NONE;
    }
    Frame first = root.children().get(0).frame();
    return new Timeline(
        List.of(
            new Timeline.Track(
                "qtp1-33",
                random.nextBoolean(),
                List.of(
                    new Timeline.Run(-random.nextInt(4), 5, List.of(), null),
                    new Timeline.Run(5, 4, List.of(first, first), WaitKind.SOCKET)))),
        random.nextInt(3));
  }

  private static Profile.Request request(Random random) {
    return new Profile.Request(
        "GET",
        "/orders/" + HostileText.of(random),
        "/orders/{id}",
        random.nextInt(600),
        random.nextInt(5) == 0 ? HostileText.of(random) : null,
        random.nextInt(4) == 0 ? "com.acme.Orders.show" : null);
  }

  private static Profile.Totals totals(Random random, long seed) {
    Profile worst =
        Profile.builder("ab12", "GET /a", Instant.EPOCH, ProfileFixture.randomTree(seed, 5))
            .request(random.nextBoolean() ? request(random) : null)
            .build();
    return new Profile.Totals(40, 2, 5, 6, 7, 8, 9, 10, random.nextBoolean(), 40, List.of(worst));
  }
}
