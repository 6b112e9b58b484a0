package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.Repeats;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.sampling.recording.Attribution;
import io.github.requestree.sampling.recording.JvmPauses;
import io.github.requestree.sampling.recording.RecordedNode;
import io.github.requestree.sampling.recording.SeenStack;
import io.github.requestree.sampling.recording.SegmentTree;
import io.github.requestree.sampling.recording.StackBase;
import io.github.requestree.sampling.recording.TreeSize;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Owner, recorder and whoever cuts, at once and on real threads. */
class SegmentHandshakeTest {

  private static final int ROUNDS = 20_000;

  private final RealJvm jvm = new RealJvm();
  private final Profiler profiler =
      Profiler.builder().options(SamplingOptions.DEFAULT.withMaxOverhead(1)).build();
  private final AtomicReference<Segment> shared = new AtomicReference<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;

  @AfterEach
  void close() {
    profiler.close();
  }

  @Test
  void aClosedSegmentIsNotRecorded() {
    Segment segment = segment();

    assertThat(segment.beginRecording()).isTrue();
    assertThat(segment.beginRecording()).as("one at a time").isFalse();
    segment.close();
    assertThat(segment.isOpen()).isFalse();
    assertThat(segment.isSettled()).as("it is still being recorded").isFalse();
    segment.endRecording();

    assertThat(segment.isSettled()).isTrue();
    assertThat(segment.beginRecording()).isFalse();
    assertThat(segment.wasCut()).isFalse();
    assertThat(segment.thread()).isNull();
  }

  @Test
  void theSecondEndHasNoEffect() {
    Segment segment = segment();
    segment.cut(segment.startNanos + 1);
    segment.close();

    assertThat(segment.wasCut()).isTrue();
    assertThat(segment.endNanos()).isEqualTo(segment.startNanos + 1);
  }

  @Test
  void nothingIsRecordedAfterTheEndClocksAndOnlyOneEndsIt() throws Exception {
    AtomicInteger recordings = new AtomicInteger();
    Thread recorder = start(() -> recordings.addAndGet(record() ? 1 : 0));
    Thread cutter =
        start(
            () -> {
              Segment segment = shared.get();
              if (segment != null && (segment.startNanos & 3) == 0) {
                segment.cut(jvm.nanoTime());
              }
            });
    int cut = 0;
    int rounds = 0;
    long enough = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    // On a loaded machine fewer will do; but the recorder must have had a CPU.
    for (int i = 0; recordings.get() == 0 || (i < ROUNDS && System.nanoTime() - enough < 0); i++) {
      Segment segment = segment();
      shared.set(segment);
      for (int spins = i & 63; spins > 0; spins--) {
        Thread.onSpinWait();
      }
      segment.close();
      Await.until("settled", segment::isSettled);
      assertThat(segment.endNanos()).isGreaterThanOrEqualTo(segment.startNanos);
      // Whoever cuts it says when, and a look may have come since: the end of a profile forbids
      // that.
      if (segment.attribution != null && !segment.wasCut()) {
        assertThat(segment.attribution.lookNanos()).isLessThanOrEqualTo(segment.endNanos());
      }
      cut += segment.wasCut() ? 1 : 0;
      rounds++;
    }
    stopped = true;
    recorder.join();
    cutter.join();

    assertThat(failure).hasValue(null);
    assertThat(recordings).hasPositiveValue();
    assertThat(cut).isLessThan(rounds);
  }

  private boolean record() {
    Segment segment = shared.get();
    if (segment == null) {
      return false;
    }
    long now = jvm.nanoTime();
    if (!segment.beginRecording()) {
      return false;
    }
    try {
      Attribution attribution = segment.attribution;
      if (attribution == null) {
        SegmentTree tree =
            new SegmentTree(
                RecordedNode.root(),
                new TreeSize(),
                null,
                segment::takeEvents,
                true,
                JvmPauses.NONE);
        attribution =
            new Attribution(
                tree,
                segment.startNanos,
                segment.clocks.firstCpuNanos(),
                1_000_000,
                1_000_000,
                null);
        segment.attribution = attribution;
      }
      StackTraceElement[] stack = {new StackTraceElement("a.A", "a", null, 1)};
      attribution.walk(
          now,
          segment.clocks.firstCpuNanos(),
          new SeenStack(stack),
          null,
          Thread.State.RUNNABLE,
          0,
          1);
    } finally {
      segment.endRecording();
    }
    return true;
  }

  @Test
  void profilesThatEndWhileTheyAreSampledAddUp() throws Exception {
    for (int i = 0; i < Repeats.of(300); i++) {
      ActiveProfile active = profiler.begin(() -> "short");
      assertThat(active).as("no sink, so nothing is to be sampled").isNull();
      ActiveProfile started = profiler.start("short");
      Thread lane = start(Profiler.wrap(() -> Await.until("walks", this::walked)));
      Await.until("walks", this::walked);
      stopped = true;
      Profile profile = started.stop();
      ProfileSums.assertAddUp(profile);
      lane.join();
      stopped = false;
    }
    assertThat(failure).hasValue(null);
  }

  private boolean walked() {
    return System.nanoTime() % 64 == 0;
  }

  private Thread start(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (!stopped) {
                  work.run();
                }
              } catch (Throwable e) {
                failure.set(e);
              }
            });
    thread.start();
    return thread;
  }

  private Segment segment() {
    ActiveProfile active = new ActiveProfile(profiler.engine, () -> "test", Followers.NONE);
    Thread owner = Thread.currentThread();
    Segment segment =
        new Segment(active.state(), owner, StackBase.marked(0), null, null, jvm, jvm.nanoTime());
    segment.readClocks(owner);
    return segment;
  }
}
