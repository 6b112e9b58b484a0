package io.github.requestree.sampling;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.recording.Attribution;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A tick of the real sampler, against the end of a segment that it checks. */
final class TickingRaces {

  private TickingRaces() {}

  /** First: the number of its stacks. Second: whether the profile is sound. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The sampler came too late.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The sampler has seen it.")
  @Outcome(expect = FORBIDDEN, desc = "What came after it is in its tree, or it does not add up.")
  @State
  public static class TickAndEnd {
    private final Owner thread = new Owner();
    private final ActiveProfile profile = Stressed.profile();
    private final Segment segment = Stressed.opened(profile, thread);
    private final Sampler sampler = Stressed.samplerOf(segment);

    @Actor
    public void sampler() {
      sampler.tick();
    }

    @Actor
    public void ownerAndReporter(II_Result r) {
      profile.state().close(segment);
      thread.hasLeft = true;
      profile.finish();
      Profile assembled = Stressed.assemble(profile);
      boolean sound =
          Stressed.addsUp(assembled) && !Stressed.hasMethod(assembled.root(), StressJvm.AFTERWARDS);
      r.r1 = (int) assembled.sampling().walks();
      r.r2 = sound ? 1 : 0;
    }
  }

  /** As above, but the thread stays inside while another one ends the profile. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The sampler came too late.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The sampler has seen it.")
  @Outcome(expect = FORBIDDEN, desc = "It was seen after its end, or does not add up.")
  @State
  public static class TickAndFinish {
    private final ActiveProfile profile = Stressed.profile();
    private final Segment segment = Stressed.opened(profile, new Owner());
    private final Sampler sampler = Stressed.samplerOf(segment);

    @Actor
    public void sampler() {
      sampler.tick();
    }

    @Actor
    public void other() {
      profile.finish();
    }

    @Arbiter
    public void afterwards(II_Result r) {
      Attribution seen = segment.attribution;
      boolean inTime = seen == null || seen.lookNanos() <= profile.state().endNanos();
      // As the reporter does when it has waited for the thread to leave, some milliseconds.
      segment.cut(profile.state().endNanos());
      Profile assembled = Stressed.assemble(profile);
      r.r1 = (int) assembled.sampling().walks();
      r.r2 = inTime && segment.wasCut() && Stressed.addsUp(assembled) ? 1 : 0;
    }
  }
}
