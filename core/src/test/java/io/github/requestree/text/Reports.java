package io.github.requestree.text;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Profiles to report. */
final class Reports {

  private static final Profile.Request REQUEST =
      new Profile.Request("GET", "/orders/17", "/orders/*", 200, null);
  private static final Profile.Totals TOTALS =
      new Profile.Totals(
          3, 1, 2_000_000, 1_900_000, 2_500_300, 2_500_400, 2_500_500, 2_500_600, true, 3,
          List.of());

  private Reports() {}

  static Profile single() {
    return profile(REQUEST, null, OptionalLong.of(50_000));
  }

  static Profile withCalls() {
    CallNode.Builder root = CallNode.builder(Frame.of(Frame.Kind.ROOT, "GET /orders/17"));
    for (String method : List.of("load", "render")) {
      root.addChild(
          CallNode.builder(Frame.method("app.Orders", method, "Orders.java"))
              .selfNanos(1_503_060_000L)
              .build());
    }
    return profile(REQUEST, null, OptionalLong.empty()).toBuilder().root(root.build()).build();
  }

  static Profile ofRoute() {
    return profile(REQUEST, TOTALS, OptionalLong.of(50_000));
  }

  static Profile unclockedFor(long nanos) {
    return profile(REQUEST, null, OptionalLong.of(50_000), nanos, List.of());
  }

  static Profile withEvents(Profile.Event... events) {
    return profile(REQUEST, null, OptionalLong.of(50_000), 0, List.of(events));
  }

  static Profile profile(
      Profile.@Nullable Request request, Profile.@Nullable Totals totals, OptionalLong cpu) {
    return profile(request, totals, cpu, 0, List.of());
  }

  private static Profile profile(
      Profile.@Nullable Request request,
      Profile.@Nullable Totals totals,
      OptionalLong cpu,
      long unclockedNanos,
      List<Profile.Event> events) {
    return Profile.builder(
            "c0ffee",
            "GET /orders/17",
            Instant.EPOCH,
            CallNode.builder(Frame.of(Frame.Kind.ROOT, "GET /orders/17"))
                .selfNanos(3_006_120_000L)
                .build())
        .durationNanos(3_006_120_000L)
        .cpuNanos(cpu)
        .thread("qtp1-33")
        .sampling(new Profile.Sampling(4, 171, 1_100_000, 600_000, unclockedNanos))
        .request(request)
        .totals(totals)
        .events(events)
        .build();
  }
}
