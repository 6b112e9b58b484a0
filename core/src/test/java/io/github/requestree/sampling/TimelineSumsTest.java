package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static io.github.requestree.sampling.FakeWorld.US;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.recording.StackBase;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random requests; that their timelines add up is asserted wherever a profile is made. */
class TimelineSumsTest {

  @Test
  void whatRanWhateverHappenedTheSumsHold() {
    for (int seed = 0; seed < 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      FakeWorld any =
          new FakeWorld(
                  SamplingOptions.DEFAULT.withMaxOverhead(random.nextBoolean() ? 1 : 0.01), seed)
              .costing(20 * US, random.nextLong(MS));
      if (random.nextInt(4) == 0) {
        any.withCoarseClock();
      }
      ActiveProfile active = any.begin("GET /any");
      List<Segment> open = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        if (random.nextInt(3) > 0 || open.isEmpty()) {
          open.add(any.enters(active, randomThread(random, "qtp1-" + random.nextInt(5))));
        } else if (random.nextInt(3) == 0) {
          any.actsAs(FakeThread.request("caller").runs(S, "a.A.m1:1", "a.A.submits:2"));
          HandOff handOff = any.handOff(open.get(random.nextInt(open.size())));
          FakeThread pool = any.begins(randomThread(random, "pool-" + random.nextInt(5)));
          open.add(active.state().open(pool.thread, StackBase.marked(0), handOff, null));
        } else {
          active.state().close(open.remove(random.nextInt(open.size())));
          active.suspend();
        }
        any.passes(random.nextLong(20 * MS));
        any.advance(random.nextInt(3) == 0 ? random.nextLong(200 * MS) : 0);
      }
      open.stream().limit(random.nextInt(3)).forEach(active.state()::close);

      Profile profile = any.finish(active);

      assertThat(profile.timeline().tracks()).isNotEmpty();
    }
  }

  private static FakeThread randomThread(SplittableRandom random, String name) {
    FakeThread thread =
        random.nextInt(8) == 0
            ? FakeThread.request(name).withoutCpuClock()
            : FakeThread.request(name);
    for (int i = 0; i < 60; i++) {
      String[] frames = new String[1 + random.nextInt(4)];
      for (int j = 0; j < frames.length; j++) {
        frames[j] = "a.A.m" + random.nextInt(3) + ":" + random.nextInt(1, 9);
      }
      long nanos = 1 + random.nextLong(20 * MS);
      switch (random.nextInt(4)) {
        case 0 -> thread.sleeps(nanos, frames);
        case 1 -> thread.parks(nanos, frames);
        case 2 -> {
          frames[frames.length - 1] = "sun.nio.ch.SocketDispatcher.read0:-2";
          thread.runs(nanos, frames);
        }
        default -> thread.runs(nanos, frames);
      }
    }
    return thread;
  }
}
