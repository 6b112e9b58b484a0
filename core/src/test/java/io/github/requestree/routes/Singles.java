package io.github.requestree.routes;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes single profiles as the engine would. */
final class Singles {

  static final long MS = 1_000_000L;

  private Singles() {}

  static Frame frame(String method) {
    return Frame.method("app.Code", method, "Code.java");
  }

  static CallNode.Builder call(String method) {
    return CallNode.builder(frame(method));
  }

  static CallNode.Builder root() {
    return CallNode.builder(Frame.of(Frame.Kind.ROOT, "GET /orders/17"));
  }

  static CallNode.Builder lane(String thread) {
    return CallNode.builder(Frame.of(Frame.Kind.LANE, thread))
        .lane(new CallNode.Lane(thread, false, true, 0, 0));
  }

  static CallNode notSampled(long nanos, long cpuNanos) {
    return CallNode.builder(Frame.NOT_SAMPLED).selfNanos(nanos).selfCpuNanos(cpuNanos).build();
  }

  static CallNode await(String label, long nanos) {
    return CallNode.builder(Frame.of(Frame.Kind.AWAIT, label)).selfNanos(nanos).build();
  }

  /** A node that ran all its time and in which one walk ended. */
  static CallNode.Builder running(String method, long nanos, long weight) {
    return call(method)
        .selfNanos(nanos)
        .selfCpuNanos(nanos)
        .evidence(new CallNode.Evidence(1, 0, weight, weight, 0, 0, 0));
  }

  /** A node that waited all its time, a part of it proven, and in which one walk ended. */
  static CallNode.Builder waiting(
      String method, WaitKind kind, long nanos, long proven, long weight) {
    return call(method)
        .selfNanos(nanos)
        .selfWaiting(kind, nanos)
        .evidence(new CallNode.Evidence(1, proven, weight, 0, 0, 0, 0));
  }

  /** A request for a route, with the CPU time that its tree has. */
  static Profile request(String method, String route, CallNode root) {
    return request(method, route, 200, null, root);
  }

  static Profile request(
      String method, String route, int status, @Nullable String failure, CallNode root) {
    return profile(
        method + " " + route,
        new Profile.Request(method, "/raw/path", route, status, failure),
        root,
        0,
        OptionalLong.of(root.totalCpuNanos()),
        List.of());
  }

  static Profile profile(
      String name,
      Profile.@Nullable Request request,
      CallNode root,
      long overlap,
      OptionalLong cpu,
      List<String> notes) {
    return Profile.builder("single", name, FakeTime.START, root)
        .overlapNanos(overlap)
        .durationNanos(root.totalNanos() - overlap)
        .cpuNanos(cpu)
        .allocatedBytes(OptionalLong.of(1_000))
        .thread("qtp1-33")
        .sampling(new Profile.Sampling(root.totalWalks(), 2 * root.totalWalks(), MS, 10, 0))
        .request(request)
        .notes(notes)
        .build();
  }

  /** A request whose tree says nothing but how long it took. */
  static Profile unsampled(String method, String route, long nanos) {
    return request(method, route, root().addChild(notSampled(nanos, 0)).build());
  }
}
