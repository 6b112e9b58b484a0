package io.github.requestree.benchmarks.fidelity;

import java.io.IOException;
import java.util.Set;
import one.profiler.AsyncProfiler;
import one.profiler.Counter;
import org.jspecify.annotations.Nullable;

/** async-profiler in this JVM: wall mode at 1 ms, of the threads that are told. */
final class AsyncWall {

  private final AsyncProfiler profiler;
  private final String version;

  private AsyncWall(AsyncProfiler profiler) throws IOException {
    this.profiler = profiler;
    version = profiler.execute("version").strip();
  }

  /** Loads it and starts it once; null if it cannot be had here, after saying why. */
  static @Nullable AsyncWall load(Findings findings) {
    try {
      AsyncWall loaded = new AsyncWall(AsyncProfiler.getInstance());
      loaded.start();
      loaded.profiler.stop();
      findings.note("async-profiler " + loaded.version + ", wall mode at 1 ms");
      return loaded;
    } catch (IOException | LinkageError | RuntimeException e) {
      findings.note("async-profiler cannot be started here, so it is left out: " + e);
      return null;
    }
  }

  private void start() throws IOException {
    profiler.execute("start,event=wall,interval=1ms,filter");
  }

  /** Does the work under it on the calling thread, and splits what it saw by the methods. */
  CollapsedStacks watch(Truth.Step work, Class<?> owner, Set<String> methods) throws Exception {
    start();
    try {
      profiler.addThread(Thread.currentThread());
      work.run();
      profiler.removeThread(Thread.currentThread());
    } finally {
      profiler.stop();
    }
    return CollapsedStacks.of(profiler.dumpCollapsed(Counter.SAMPLES), owner, methods);
  }
}
