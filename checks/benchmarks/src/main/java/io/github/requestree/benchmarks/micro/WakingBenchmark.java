package io.github.requestree.benchmarks.micro;

import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A profiled request after a pause. Where the sampler is idle, the request wakes it; where it is
 * busy, the same pause has cooled the caches, and nothing else differs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
public class WakingBenchmark {

  private static final long PAUSE_NANOS = 3_000_000;
  private static final long STEP_NANOS = 200_000;
  private static final int MAX_STEPS = 100_000;

  /** The state of the sampler when the request comes. */
  public enum Sampler {
    IDLE,
    BUSY
  }

  @Param public Sampler sampler = Sampler.IDLE;

  private final StubRequest request = new StubRequest();
  private final Stubs.Response response = new Stubs.Response();
  private final Stubs.Chain chain = new Stubs.Chain();

  /** With the whole of a core to spend, a busy sampler never sleeps long enough to be woken. */
  private final ProfilingFilter filter =
      ProfilingFilter.create(
          ProfilingOptions.builder().slowerThan(Duration.ofHours(1)).maxOverhead(1).build());

  private @Nullable LongRequest other;
  private @Nullable Thread samplerThread;

  @Setup
  public void init() throws ServletException, IOException, InterruptedException {
    Stubs.init(filter);
    if (sampler == Sampler.BUSY) {
      other = new LongRequest(filter);
    } else {
      request();
    }
    samplerThread =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("requestree-sampler"))
            .findFirst()
            .orElseThrow();
  }

  @Setup(Level.Invocation)
  public void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
    for (int i = 0; sampler == Sampler.IDLE && !isIdle(); i++) {
      if (i == MAX_STEPS) {
        throw new IllegalStateException("the sampler does not go idle");
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }

  /** It parks without a time only while it has nothing to do. */
  private boolean isIdle() {
    return samplerThread != null && samplerThread.getState() == Thread.State.WAITING;
  }

  @Benchmark
  public long request() throws ServletException, IOException {
    request.recycle();
    filter.doFilter(request, response, chain);
    return chain.calls();
  }

  @TearDown
  public void destroy() throws InterruptedException {
    if (other != null) {
      other.end();
    }
    filter.destroy();
  }
}
