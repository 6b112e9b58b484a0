package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.MS;
import static io.github.requestree.sampling.FakeWorld.S;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockAlarmTest {

  private final FakeWorld world = new FakeWorld();

  @Test
  void aCallThatBlocksAnEventLoopIsToldOfWhileItDoes() {
    FakeThread loop =
        FakeThread.request("reactor-http-nio-2")
            .runs(5 * MS, "shop.Orders.load:12")
            .sleeps(S, "shop.Orders.load:14", "shop.SlowWork.slowOperation:9");
    ActiveProfile active = world.begin("GET /orders");
    Segment segment = world.enters(active, loop);
    world.passes(100 * MS);

    BlockedThread blocked = world.blocked();
    assertThat(blocked.thread()).isEqualTo("reactor-http-nio-2");
    assertThat(blocked.nanos()).isBetween(50 * MS, 60 * MS);
    assertThat(blocked.kind()).isEqualTo(WaitKind.SLEEPING);
    assertThat(blocked.name()).isEqualTo("GET /orders");
    assertThat(blocked.stack())
        .extracting(StackTraceElement::getMethodName)
        .containsExactly("sleep", "slowOperation", "load");

    world.passes(905 * MS);
    active.state().close(segment);
    Profile profile = world.finish(active);
    CallNode sleep = Trees.node(profile.root(), "sleep");
    assertThat(sleep.blocks()).isNotNull();
    assertThat(sleep.blocks().thread()).isEqualTo("reactor-http-nio-2");
    assertThat(sleep.blocks().nanos())
        .isCloseTo(S, within(2 * profile.sampling().resolutionNanos()));
    assertThat(world.allBlocked()).as("it is told once").isEmpty();
  }

  @Test
  void eachLongWaitIsToldOfAndTheirTimesAddUp() {
    FakeThread loop = FakeThread.request("vert.x-eventloop-thread-0");
    for (int i = 0; i < 3; i++) {
      loop.sleeps(200 * MS, "shop.Orders.load:14").runs(5 * MS, "shop.Orders.load:15");
    }

    Profile profile = world.profileOf(loop);

    assertThat(Trees.node(profile.root(), "sleep").blocks().nanos())
        .isCloseTo(600 * MS, within(6 * profile.sampling().resolutionNanos()));
    assertThat(world.allBlocked()).hasSize(3);
  }

  @Test
  void shortWaitsAndWorkBlockNobody() {
    FakeThread loop = FakeThread.request("nioEventLoopGroup-3-1").runs(S, "shop.Orders.load:11");
    for (int i = 0; i < 30; i++) {
      loop.sleeps(30 * MS, "shop.Orders.load:14").runs(3 * MS, "shop.Orders.load:15");
    }

    Profile profile = world.profileOf(loop);

    assertThat(Trees.all(profile.root(), node -> node.blocks() != null)).isEmpty();
    assertThat(world.allBlocked()).isEmpty();
  }

  @Test
  void otherThreadsMayBlock() {
    Profile profile =
        world.profileOf(FakeThread.request("qtp1-33").sleeps(S, "shop.Orders.load:14"));

    assertThat(Trees.all(profile.root(), node -> node.blocks() != null)).isEmpty();
    assertThat(world.allBlocked()).isEmpty();
  }

  @Test
  void threadsNamedByTheUserMustNotBlockEither() {
    FakeWorld named =
        new FakeWorld(
            SamplingOptions.DEFAULT.withMaxOverhead(1).withNonBlockingThreads(List.of("my-*-loop")),
            1);

    named.profileOf(FakeThread.request("my-own-loop").sleeps(S, "shop.Orders.load:14"));

    assertThat(named.allBlocked()).hasSize(1);
  }
}
