package io.github.requestree.benchmarks.memory;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.FakeRun;
import io.github.requestree.sampling.Script;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import javax.management.JMException;

/**
 * The memory of one profile. The names of classes and methods are not in it: they are the JVM's own
 * strings, there without us.
 *
 * @param nodes nodes of its tree
 * @param walks stacks captured for it
 * @param running the bytes of all live profiles while they ran, by class
 * @param runningBytes the bytes of one while it runs
 * @param heapBytes the same by the use of the heap, to check
 * @param finishedBytes the bytes of an ended one: the profile that sinks get
 */
record Footprint(
    int nodes,
    long walks,
    Histogram running,
    double runningBytes,
    double heapBytes,
    double finishedBytes) {

  /**
   * @param timeline whether the profiles have timelines
   */
  static Footprint measure(
      int profiles, Script script, Duration length, Duration interval, boolean timeline)
      throws JMException {
    try (FakeRun run = new FakeRun(profiles, script, interval, timeline)) {
      // The second histogram counts the first one, and takes its place: it does not count itself.
      Histogram[] before = {Histogram.now()};
      before[0] = Histogram.now();
      long heapBefore = heap();
      run.begin();
      run.passes(length);
      long heapRunning = heap() - heapBefore;
      Histogram running = Histogram.now().since(before[0]);
      int nodes = run.nodes();
      long walks = run.statistics().walks() / profiles;
      return new Footprint(
          nodes,
          walks,
          running,
          (double) running.total() / profiles,
          (double) heapRunning / profiles,
          (double) bytesSince(before[0], run.finish()) / profiles);
    }
  }

  private static long bytesSince(Histogram before, List<Profile> alive) throws JMException {
    try {
      return Histogram.now().since(before).total();
    } finally {
      Reference.reachabilityFence(alive);
    }
  }

  private static long heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
