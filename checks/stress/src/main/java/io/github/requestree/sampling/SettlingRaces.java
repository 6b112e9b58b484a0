package io.github.requestree.sampling;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.sampling.recording.Attribution;
import io.github.requestree.sampling.recording.TreeBuilder;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The reporter sees all of a segment, or sees that it has to wait. */
final class SettlingRaces {

  private SettlingRaces() {}

  private static boolean endIsSeen(Segment segment) {
    return segment.endNanos() >= segment.startNanos
        && segment.clocks.lastCpuNanos() == StressJvm.CPU_NANOS
        && segment.threadName().equals("owner")
        && segment.thread() == null;
  }

  private static boolean recordingIsSeen(Segment segment) {
    Attribution attribution = segment.attribution;
    CallNode tree =
        new TreeBuilder(node -> List.of()).build(segment.root(), Frame.IN_LANES).build();
    return attribution != null
        && attribution.totals().walks() == 1
        && tree.children().stream().anyMatch(child -> child.evidence().walks() == 1);
  }

  /** First: whether it is settled. Second: whether the reporter sees its end. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The reporter has to wait.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It is settled, and its end is there.")
  @Outcome(expect = FORBIDDEN, desc = "It is settled without its end.")
  @State
  public static class CloseAndReport {
    private final Segment segment = Stressed.opened(Stressed.profile(), new Owner());

    @Actor
    public void owner() {
      segment.close();
    }

    @Actor
    public void reporter(II_Result r) {
      if (segment.isSettled()) {
        r.r1 = 1;
        r.r2 = endIsSeen(segment) ? 1 : 0;
      }
    }
  }

  /** It has ended while the sampler records it; otherwise as above. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The reporter has to wait.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It is settled, and the recording is there.")
  @Outcome(expect = FORBIDDEN, desc = "It is settled without what was recorded.")
  @State
  public static class LastRecordingAndReport {
    private final Owner thread = new Owner();
    private final Segment segment = Stressed.opened(Stressed.profile(), thread);

    public LastRecordingAndReport() {
      segment.beginRecording();
      segment.close();
    }

    @Actor
    public void sampler() {
      Stressed.record(segment, segment.startNanos, thread);
      segment.endRecording();
    }

    @Actor
    public void reporter(II_Result r) {
      if (segment.isSettled()) {
        r.r1 = 1;
        r.r2 = recordingIsSeen(segment) && endIsSeen(segment) ? 1 : 0;
      }
    }
  }

  /** First: whether it was recorded. Second: 0 not settled, 1 without and 2 with a recording. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The end came first.")
  @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The end came meanwhile: the reporter waits.")
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Recorded, ended, and all is seen.")
  @Outcome(expect = FORBIDDEN, desc = "A recording is not seen, or nobody is waited for.")
  @State
  public static class RecordingAndCloseToReport {
    private final Owner thread = new Owner();
    private final Segment segment = Stressed.opened(Stressed.profile(), thread);

    @Actor
    public void sampler(II_Result r) {
      long now = Stressed.JVM.nanoTime();
      if (segment.beginRecording()) {
        Stressed.record(segment, now, thread);
        r.r1 = 1;
        segment.endRecording();
      }
    }

    @Actor
    public void ownerAndReporter(II_Result r) {
      segment.close();
      if (segment.isSettled()) {
        r.r2 = segment.attribution == null ? 1 : recordingIsSeen(segment) ? 2 : 3;
      }
    }
  }
}
