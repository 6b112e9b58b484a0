package io.github.requestree.sampling;

import static io.github.requestree.sampling.FakeWorld.S;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Micrometer's snapshots and scopes, on a thread that works for a profile. */
class ContextScopeTest {

  private int captures;
  private final FakeWorld world =
      new FakeWorld() {
        @Override
        public StackTraceElement[] stack(Thread thread) {
          captures++;
          return super.stack(thread);
        }
      };
  private final ActiveProfile active = world.begin("GET /test");
  private final Segment request =
      world.enters(active, FakeThread.request("qtp1-1").runs(S, "a.A.handle:1"));
  private final ContextSnapshotFactory snapshots =
      ContextSnapshotFactory.builder().clearMissing(true).build();

  @BeforeEach
  void enter() {
    CurrentSegment.set(request);
  }

  @AfterEach
  void leave() {
    CurrentSegment.restore(request);
    active.state().close(request);
    world.finish(active);
    assertThat(world.profiler.statistics().openSegments()).isZero();
    assertThat(CurrentSegment.latest()).isNull();
  }

  @Test
  void onlyTakingASnapshotCapturesWhereItWas() {
    ContextSnapshot snapshot = snapshots.captureAll();
    assertThat(captures).isEqualTo(1);

    try (ContextSnapshot.Scope outer = snapshot.setThreadLocals();
        ContextSnapshot.Scope inner = snapshot.setThreadLocals()) {
      assertThat(outer).isNotSameAs(inner);
    }

    assertThat(captures).as("after beginning scopes").isEqualTo(1);
  }

  @Test
  void aScopeWithoutAProfileLeavesTheRequestWhereItIs() {
    CurrentSegment.restore(request);
    ContextSnapshot nothing = snapshots.captureAll();
    CurrentSegment.set(request);
    try (ContextSnapshot.Scope scope = nothing.setThreadLocals()) {
      assertThat(scope).isNotNull();
      assertThat(CurrentSegment.get()).isSameAs(request);
    }

    assertThat(CurrentSegment.get()).isSameAs(request);
    assertThat(captures).isZero();
  }

  @Test
  void snapshotsOfOneProfileAreEqualWhereverTheyWereTaken() {
    ContextSnapshot here = snapshots.captureAll();
    CurrentSegment.restore(request);
    try (ContextSnapshot.Scope scope = here.setThreadLocals()) {
      assertThat(scope).isNotNull();
      assertThat(CurrentSegment.get()).isNotSameAs(request);
      assertThat(snapshots.captureAll()).isEqualTo(here);
    }
    assertThat(snapshots.captureAll()).isNotEqualTo(here);
    CurrentSegment.set(request);
  }
}
