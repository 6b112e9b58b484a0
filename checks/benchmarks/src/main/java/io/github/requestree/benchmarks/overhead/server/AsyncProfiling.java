package io.github.requestree.benchmarks.overhead.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import one.profiler.AsyncProfiler;

/** async-profiler in wall mode, writing its events to a file as it does in production. */
final class AsyncProfiling implements Treatment {

  private final Path file;
  private final int periodMillis;

  AsyncProfiling(Path directory, int periodMillis) {
    this.file = directory.resolve("async-profiler-" + periodMillis + "ms.jfr");
    this.periodMillis = periodMillis;
  }

  @Override
  public void start() throws IOException {
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.execute("start,event=wall,interval=" + periodMillis + "ms,jfr,file=" + file);
  }

  @Override
  public void stop() throws IOException {
    AsyncProfiler.getInstance().execute("stop,file=" + file);
    Files.deleteIfExists(file);
  }

  /** Of this session alone: it counts from 0 at each start. */
  @Override
  public long walks() {
    return AsyncProfiler.getInstance().getSamples();
  }
}
