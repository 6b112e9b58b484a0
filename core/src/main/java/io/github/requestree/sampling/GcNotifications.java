package io.github.requestree.sampling;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * Listens to the JVM's garbage collectors, until it is closed: they keep whoever listens. Their
 * news come on a thread of the JVM, shortly after each pause. Thread-safe.
 */
final class GcNotifications implements NotificationListener {

  /**
   * The end of the names of beans whose times are those of whole cycles, beside the application.
   */
  private static final String CYCLES = " Cycles";

  private final GcPauses pauses;
  private final LongSupplier nanoTime;
  private final List<NotificationEmitter> emitters = new ArrayList<>();

  private GcNotifications(GcPauses pauses, LongSupplier nanoTime) {
    this.pauses = pauses;
    this.nanoTime = nanoTime;
  }

  /** Listens from now on; null where the JVM, or the modules that it has, do not tell. */
  static @Nullable GcNotifications listen(GcPauses pauses, LongSupplier nanoTime) {
    try {
      GcNotifications listener = new GcNotifications(pauses, nanoTime);
      for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
        if (!collector.getName().endsWith(CYCLES)
            && collector instanceof NotificationEmitter emitter) {
          emitter.addNotificationListener(listener, null, null);
          listener.emitters.add(emitter);
        }
      }
      if (listener.emitters.isEmpty()) {
        return null;
      }
      pauses.areTold();
      return listener;
    } catch (Exception | LinkageError e) {
      // A runtime image may lack the modules java.management and jdk.management.
      return null;
    }
  }

  @Override
  public void handleNotification(Notification notification, @Nullable Object handback) {
    // Before the first one is read, which loads classes.
    long told = nanoTime.getAsLong();
    try {
      if (notification
              .getType()
              .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
          && notification.getUserData() instanceof CompositeData data) {
        GcInfo info = GarbageCollectionNotificationInfo.from(data).getGcInfo();
        pauses.ended(info.getStartTime(), info.getEndTime(), told);
      }
    } catch (Exception | LinkageError e) {
      // What a pause did is then not known; the collector's thread goes on.
    }
  }

  /** Stops listening. */
  void close() {
    for (NotificationEmitter emitter : emitters) {
      try {
        emitter.removeNotificationListener(this);
      } catch (ListenerNotFoundException e) {
        // Somebody else has removed it.
      }
    }
  }
}
