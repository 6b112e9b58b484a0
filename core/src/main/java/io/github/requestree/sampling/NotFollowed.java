package io.github.requestree.sampling;

import io.github.requestree.internal.DetachedLog;
import io.github.requestree.profile.SafeText;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Says which tasks were handed over unchanged, once for each kind. Thread-safe. Nothing here
 * throws.
 */
final class NotFollowed {

  private static final int MAX_KINDS = 10;
  private static final int MAX_KIND = 200;

  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /** Notes it for the profile that the calling thread works for, if there is one. */
  static void note(@Nullable Object task, String taker) {
    try {
      Segment current = CurrentSegment.get();
      if (current == null
          || task == null
          || current.profile.isFinished()
          || CarriedTask.isCarried(task)) {
        return;
      }
      current.profile.noted().handsOverUnfollowed();
      current.profile.engine().notFollowed().say(SafeText.printable(taker, MAX_KIND));
    } catch (Throwable e) {
      // No memory: the task is handed over all the same.
    }
  }

  private void say(String taker) {
    if (said.size() < MAX_KINDS && said.add(taker)) {
      DetachedLog.warn(
          "requestree: {} shows its tasks to others, so they are handed over as they are and not"
              + " followed; wrap the tasks themselves: Profiler.wrap(task)",
          taker);
    }
  }
}
