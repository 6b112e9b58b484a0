package io.github.requestree.sampling;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.sampling.recording.Attribution;
import io.github.requestree.sampling.recording.BlockWatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells, while it lasts, that a segment blocks a thread which must never block. <em>Not</em>
 * thread-safe: for the sampler alone.
 */
final class BlockAlarm {

  private final EventLoopNames threads;
  private final long blockedAfterNanos;
  private final Consumer<BlockedThread> listener;

  BlockAlarm(SamplingOptions options, Consumer<BlockedThread> listener) {
    threads = new EventLoopNames(options.nonBlockingThreads());
    blockedAfterNanos = options.blockedAfter().toNanos();
    this.listener = listener;
  }

  /** Watches a thread of this name; null if it may block. */
  @Nullable BlockWatch watch(String threadName) {
    return threads.has(threadName) ? new BlockWatch(threadName, blockedAfterNanos) : null;
  }

  /** Tells of a wait that has become too long, once for each. */
  void seen(Segment segment, Attribution attribution) {
    BlockWatch watch = attribution.watch();
    if (watch != null && watch.isNews()) {
      listener.accept(
          new BlockedThread(
              segment.threadName(),
              watch.waitedNanos(),
              attribution.waitsFor(),
              attribution.stack(),
              segment.profile.subject().name()));
    }
  }
}
