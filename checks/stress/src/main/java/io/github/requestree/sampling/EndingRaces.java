package io.github.requestree.sampling;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The end of a profile, against another end and against threads that come and go. */
final class EndingRaces {

  private EndingRaces() {}

  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The first ended it.")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The second ended it.")
  @Outcome(expect = FORBIDDEN, desc = "It is reported twice or never.")
  @State
  public static class FinishAndFinish {
    private final ActiveProfile profile = Stressed.profile();

    @Actor
    public void first(ZZ_Result r) {
      r.r1 = profile.finish();
    }

    @Actor
    public void second(ZZ_Result r) {
      r.r2 = profile.finish();
    }
  }

  @JCStressTest
  @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "Its end came in time.")
  @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The sampler let it go.")
  @Outcome(expect = FORBIDDEN, desc = "It is reported twice or never.")
  @State
  public static class FinishAndLetGo {
    private final ActiveProfile profile = Stressed.profile();

    @Actor
    public void request(ZZ_Result r) {
      r.r1 = profile.finish();
    }

    @Actor
    public void sampler() {
      profile.state().expire(SuspendedProfiles.TOO_OLD);
    }

    @Arbiter
    public void afterwards(ZZ_Result r) {
      r.r2 = profile.state().expired() != null;
    }
  }

  /** First: how many segments there are. Second: whether the profile is sound. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It had ended before the thread came.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It ended after that, or meanwhile.")
  @Outcome(expect = FORBIDDEN, desc = "A segment stays open, or the times do not add up.")
  @State
  public static class FirstEnterAndFinish {
    private final ActiveProfile profile = Stressed.profile();

    @Actor
    public void owner() {
      profile.enter();
      profile.leave();
    }

    @Actor
    public void other() {
      profile.finish();
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = profile.state().segments() == null ? 0 : 1;
      boolean sound = Stressed.open(profile) == 0 && Stressed.addsUp(Stressed.assemble(profile));
      r.r2 = sound ? 1 : 0;
    }
  }

  /** First: how many segments stay open. Second: whether the profile is sound. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "However much of the stay is in the report.")
  @Outcome(expect = FORBIDDEN, desc = "A segment stays open, or the times do not add up.")
  @State
  public static class EnterAndReport {
    private final ActiveProfile profile = Stressed.profile();

    public EnterAndReport() {
      profile.state().close(Stressed.opened(profile, new Owner()));
    }

    @Actor
    public void owner() {
      profile.enter();
      profile.leave();
    }

    @Actor
    public void reporter(II_Result r) {
      profile.finish();
      r.r2 = Stressed.addsUp(Stressed.assemble(profile)) ? 1 : 0;
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = Stressed.open(profile);
    }
  }

  /** First: whether it ends with its last stay. Second: whether the profile is sound. */
  @JCStressTest
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "It ended while the thread was inside.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "It ended when the thread had left.")
  @Outcome(expect = FORBIDDEN, desc = "The times do not add up.")
  @State
  public static class LeaveAndFinish {
    private final ActiveProfile profile = Stressed.profile();
    private final Segment segment = Stressed.opened(profile, new Owner());

    @Actor
    public void owner() {
      profile.state().close(segment);
    }

    @Actor
    public void other() {
      profile.finish();
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r1 = profile.state().endNanos() == segment.endNanos() ? 1 : 0;
      boolean sound = !segment.wasCut() && Stressed.addsUp(Stressed.assemble(profile));
      r.r2 = sound ? 1 : 0;
    }
  }

  /** First: how many segments there are. Second: whether the profile is sound. */
  @JCStressTest
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "Both are there.")
  @Outcome(expect = FORBIDDEN, desc = "A segment is lost, or the times do not add up.")
  @State
  public static class EnterAndEnter {
    private final ActiveProfile profile = Stressed.profile();

    @Actor
    public void first() {
      profile.enter();
      profile.leave();
    }

    @Actor
    public void second() {
      profile.enter();
      profile.leave();
    }

    @Arbiter
    public void afterwards(II_Result r) {
      for (Segment s = profile.state().segments(); s != null; s = s.nextOfProfile) {
        r.r1++;
      }
      profile.finish();
      boolean sound = Stressed.open(profile) == 0 && Stressed.addsUp(Stressed.assemble(profile));
      r.r2 = sound ? 1 : 0;
    }
  }
}
