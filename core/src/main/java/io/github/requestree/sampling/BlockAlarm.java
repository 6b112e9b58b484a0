package io.github.requestree.sampling;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.WaitKind;
import java.util.function.Consumer;

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

  /** How long a wait on this thread may last; {@link Long#MAX_VALUE} if it may block. */
  long mayWaitNanos(String threadName) {
    return threads.has(threadName) ? blockedAfterNanos : Long.MAX_VALUE;
  }

  /** Tells of a wait that has become too long, once for each. */
  void seen(Segment segment, Attribution attribution) {
    WaitKind kind = attribution.blocksUntold();
    if (kind != null) {
      listener.accept(
          new BlockedThread(
              segment.threadName(),
              attribution.waitedNanos(),
              kind,
              attribution.stack(),
              segment.profile.subject().name()));
    }
  }
}
