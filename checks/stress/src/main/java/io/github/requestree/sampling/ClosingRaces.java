package io.github.requestree.sampling;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Races of the thread that ends a segment against all others that use it. */
final class ClosingRaces {

  private ClosingRaces() {}

  /** First: whether it was recorded, 2 if with what came after. Second: whether the end fits. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Captured before the end, and recorded.")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The end came first.")
  @Outcome(expect = FORBIDDEN, desc = "What came after the end was recorded, or it is not settled.")
  @State
  public static class RecordingAndClose {
    private final Owner thread = new Owner();
    private final Segment segment = Stressed.opened(Stressed.profile(), thread);
    private long capturedNanos = segment.startNanos;

    @Actor
    public void owner() {
      segment.close();
      thread.hasLeft = true;
    }

    @Actor
    public void sampler(II_Result r) {
      long now = Stressed.JVM.nanoTime();
      boolean isAfter = thread.hasLeft;
      if (segment.beginRecording()) {
        r.r1 = isAfter ? 2 : 1;
        capturedNanos = now;
        segment.endRecording();
      }
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r2 = segment.isSettled() && segment.endNanos() >= capturedNanos ? 1 : 0;
    }
  }

  /** First: whether it was cut. Second: whether all of its end is from the one who ended it. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "Its owner ended it.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The reporter cut it.")
  @Outcome(expect = FORBIDDEN, desc = "Both ended it, or nobody.")
  @State
  public static class CloseAndCut {
    private final Segment segment = Stressed.opened(Stressed.profile(), new Owner());

    @Actor
    public void owner() {
      segment.close();
    }

    @Actor
    public void reporter() {
      segment.cut(segment.startNanos - 1);
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = segment.wasCut() ? 1 : 0;
      boolean endsAsCut = segment.endNanos() == segment.startNanos - 1;
      boolean clocks =
          segment.clocks.lastCpuNanos() == StressJvm.CPU_NANOS && segment.thread() == null;
      r.r2 = segment.isSettled() && clocks && endsAsCut == segment.wasCut() ? 1 : 0;
    }
  }

  /** First: whether something was recorded. Second: whether the CPU clock was read at the end. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Short, and nothing was seen of it.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Something was seen, so its clocks are known.")
  @Outcome(expect = FORBIDDEN, desc = "What was recorded has no CPU time, or it is not settled.")
  @State
  public static class RecordingAndCloseUnlessShort {
    private final Owner thread = new Owner();
    private final Segment segment = Stressed.opened(Stressed.profile(), thread);

    @Actor
    public void owner() {
      segment.closeUnlessShort(Long.MAX_VALUE);
    }

    @Actor
    public void sampler(II_Result r) {
      long now = Stressed.JVM.nanoTime();
      if (segment.beginRecording()) {
        Stressed.record(segment, now, thread);
        r.r1 = 1;
        segment.endRecording();
      }
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r2 =
          !segment.isSettled() ? 2 : segment.clocks.lastCpuNanos() == StressJvm.CPU_NANOS ? 1 : 0;
    }
  }
}
