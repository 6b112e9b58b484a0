package io.github.requestree.sampling;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;

/** A JVM of its own with a collector of its own: collects garbage within a profile. */
public final class GcMain {

  private GcMain() {}

  /** Prints the pauses that the profile says, once a collection within it has been told. */
  public static void main(String[] args) throws Exception {
    CompletableFuture<Profile> reported = new CompletableFuture<>();
    ProfileSink sink = reported::complete;
    try (Profiler profiler = Profiler.builder().sink(sink).build()) {
      CountDownLatch told = new CountDownLatch(1);
      // Whoever listens first is told first: when we know of a pause, so does the profiler.
      listen(
          (notification, handback) -> {
            if (notification
                .getType()
                .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
              told.countDown();
            }
          });
      boolean done =
          profiler.call(
              "gc",
              () -> {
                System.gc();
                return told.await(60, TimeUnit.SECONDS);
              });
      System.out.println(done + " " + reported.get(60, TimeUnit.SECONDS).surroundings().gcPauses());
    }
  }

  private static void listen(NotificationListener listener) {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (!collector.getName().endsWith(" Cycles")) {
        ((NotificationEmitter) collector).addNotificationListener(listener, null, null);
      }
    }
  }
}
