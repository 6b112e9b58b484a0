package io.github.requestree.benchmarks.overhead.server;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Captures the stacks of all requests, as a plain sampler does. */
@FunctionalInterface
interface Walk {

  /**
   * Adds one stack to each tree.
   *
   * @return the number of captured stacks
   */
  long walk(Map<Thread, PlainTree> requests);

  /** One {@code getStackTrace} after the other, as a sampler for a library would do it. */
  static Walk oneByOne() {
    return requests -> {
      long walks = 0;
      for (Map.Entry<Thread, PlainTree> request : requests.entrySet()) {
        request.getValue().add(request.getKey().getStackTrace());
        walks++;
      }
      return walks;
    };
  }

  /** One {@code getThreadInfo} for all, as Java agents do it. */
  static Walk allAtOnce() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return requests -> {
      List<PlainTree> trees = new ArrayList<>();
      List<Long> ids = new ArrayList<>();
      requests.forEach(
          (thread, tree) -> {
            ids.add(thread.getId());
            trees.add(tree);
          });
      if (ids.isEmpty()) {
        return 0;
      }
      long[] all = ids.stream().mapToLong(Long::longValue).toArray();
      ThreadInfo[] found = threads.getThreadInfo(all, Integer.MAX_VALUE);
      long walks = 0;
      for (int i = 0; i < found.length; i++) {
        if (found[i] != null) {
          trees.get(i).add(found[i].getStackTrace());
          walks++;
        }
      }
      return walks;
    };
  }
}
