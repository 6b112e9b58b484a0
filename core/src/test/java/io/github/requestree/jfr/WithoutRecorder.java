package io.github.requestree.jfr;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Profiler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A program that profiles something, for a JVM that records nothing. */
final class WithoutRecorder {

  private WithoutRecorder() {}

  public static void main(String[] args) throws Exception {
    boolean recorder = ModuleLayer.boot().findModule("jdk.jfr").isPresent();
    System.out.println("recorder " + (recorder ? "there" : "absent"));
    List<Profile> reported = new CopyOnWriteArrayList<>();
    try (Profiler profiler = Profiler.builder().sink(reported::add).build()) {
      profiler.call("work", () -> null);
    }
    if (reported.size() != 1) {
      throw new AssertionError(reported);
    }
    System.out.println("profiled");
  }
}
