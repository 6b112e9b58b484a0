package io.github.requestree.sampling;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.github.requestree.sampling.recording.EventSpan;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Events that a thread notes, against those who take them. */
final class EventRaces {

  private static final StackTraceElement PLACE = new StackTraceElement("shop.A", "load", null, 1);
  private static final int WRONG = 100;

  private EventRaces() {}

  private static EventSpan event(long end) {
    return EventSpan.of(end - 1, end, PLACE, null, null);
  }

  /** Returns the number of them; so many more if one is not as it was written or out of order. */
  private static int count(@Nullable EventSpan latest) {
    int count = 0;
    long end = Long.MAX_VALUE;
    for (EventSpan event = latest; event != null; event = event.before()) {
      boolean whole = PLACE.equals(event.place()) && event.startNanos() == event.endNanos() - 1;
      count += whole && event.endNanos() < end ? 1 : WRONG;
      end = event.endNanos();
    }
    return count;
  }

  /** First: how many the sampler took. Second: how many were left. */
  @JCStressTest
  @Outcome(id = "0, 3", expect = ACCEPTABLE, desc = "The sampler came first.")
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "It came after one.")
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "It came after two.")
  @Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "It came last.")
  @Outcome(expect = FORBIDDEN, desc = "One is lost, taken twice, or not whole.")
  @State
  public static class NotingAndTaking {
    private final Segment segment = Stressed.opened(Stressed.profile(), new Owner());

    @Actor
    public void owner() {
      segment.ended(event(1));
      segment.ended(event(2));
      segment.ended(event(3));
    }

    @Actor
    public void sampler(II_Result r) {
      if (segment.beginRecording()) {
        r.r1 = count(segment.takeEvents());
        segment.endRecording();
      }
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r2 = count(segment.takeEvents());
    }
  }

  /** First: whether it is settled. Second: how many events the reporter sees. */
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The reporter has to wait.")
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "It is settled, and all events are there.")
  @Outcome(expect = FORBIDDEN, desc = "An event from before the end is missing.")
  @State
  public static class NotingAndReport {
    private final Segment segment = Stressed.opened(Stressed.profile(), new Owner());

    @Actor
    public void owner() {
      segment.ended(event(1));
      segment.ended(event(2));
      segment.close();
    }

    @Actor
    public void reporter(II_Result r) {
      if (segment.isSettled()) {
        r.r1 = 1;
        r.r2 = count(segment.takeEvents());
      }
    }
  }

  /** The reporter cuts the segment: its owner goes on. As in the first race. */
  @JCStressTest
  @Outcome(id = "0, 2", expect = ACCEPTABLE, desc = "Cut before both.")
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Cut between them.")
  @Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "Cut after both.")
  @Outcome(expect = FORBIDDEN, desc = "One is lost, taken twice, or not whole.")
  @State
  public static class NotingAndCut {
    private final Segment segment = Stressed.opened(Stressed.profile(), new Owner());

    @Actor
    public void owner() {
      segment.ended(event(1));
      segment.ended(event(2));
    }

    @Actor
    public void reporter(II_Result r) {
      segment.cut(segment.startNanos);
      r.r1 = count(segment.takeEvents());
    }

    @Arbiter
    public void afterwards(II_Result r) {
      r.r2 = count(segment.takeEvents());
    }
  }
}
