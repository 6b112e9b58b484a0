package io.github.requestree.sampling;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A profile that is still young: its thread ends it while others make it grow. A slot that stayed
 * taken would soon leave none for the next races.
 */
final class YoungRaces {

  private YoungRaces() {}

  /** First: whether it has a segment. Second: whether it has ended, and its segment with it. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It ended young.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It was taken in first.")
  @Outcome(expect = FORBIDDEN, desc = "It has not ended, or its segment stays open.")
  @State
  public static class TakeInAndEnd {
    private final ActiveProfile profile = Stressed.young();

    @Actor
    public void owner(II_Result r) {
      r.r2 = Stressed.leavesToEnd(profile) ? 1 : 0;
    }

    @Actor
    public void sampler() {
      profile.grow();
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = profile.isOver() ? 0 : 1;
      r.r2 &= profile.isFinished() && Stressed.open(profile) == 0 ? 1 : 0;
    }
  }

  /** First: whether its thread finds its segment. Second: whether there is only this one. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "One segment, whoever made it.")
  @Outcome(expect = FORBIDDEN, desc = "Two segments, or none.")
  @State
  public static class TakeInAndFind {
    private final ActiveProfile profile = Stressed.young();
    private @Nullable Segment found;

    @Actor
    public void owner(ZZ_Result r) {
      Segment first = profile.firstSegment();
      r.r1 = first != null && first.isOpen() && first.startNanos == profile.state().startNanos();
      found = first;
    }

    @Actor
    public void sampler() {
      profile.grow();
    }

    @Arbiter
    public void afterwards(ZZ_Result r) {
      Segment only = found;
      r.r2 = only != null && profile.state().segments() == only && only.nextOfProfile == null;
    }
  }

  /** First: whether it ended young. Second: whether one of both ended it, and it adds up. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The other thread made it grow.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Its own thread came first.")
  @Outcome(expect = FORBIDDEN, desc = "It ended twice or never, or does not add up.")
  @State
  public static class FinishAndEnd {
    private final ActiveProfile profile = Stressed.young();
    private boolean left;
    private boolean finished;

    @Actor
    public void owner() {
      left = Stressed.leavesToEnd(profile);
    }

    @Actor
    public void other() {
      finished = profile.finish();
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = profile.isOver() ? 1 : 0;
      boolean sound = profile.isOver() || Stressed.addsUp(Stressed.assemble(profile));
      r.r2 = sound && left != finished ? 1 : 0;
    }
  }
}
