package io.github.requestree.sampling.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StackBaseTest {

  private static final String FILTER = "io.github.requestree.servlet.ProfilingFilter.profiled";
  private static final String LANE = "io.github.requestree.sampling.HandOff.runAsLane";

  @Test
  void whatBelongsToASegmentBeginsAboveItsMarker() {
    StackTraceElement[] stack = stack("java.lang.Thread.run", FILTER, "a.A.a", "b.B.b");

    assertThat(StackBase.marked(0).frames(stack, 1024)).isEqualTo(2);
  }

  @Test
  void aSegmentInsideAnotherOneBeginsAboveTheInnerMarker() {
    StackTraceElement[] stack = stack("java.lang.Thread.run", FILTER, "a.A.a", LANE, "b.B.b");

    assertThat(StackBase.marked(0).frames(stack, 1024)).isEqualTo(3);
    assertThat(StackBase.marked(1).frames(stack, 1024)).isEqualTo(1);
  }

  @Test
  void withoutItsMarkerNothingBelongsToTheSegment() {
    assertThat(StackBase.marked(0).frames(stack("java.lang.Thread.run", "a.A.a"), 1024)).isZero();
    assertThat(StackBase.marked(1).frames(stack("java.lang.Thread.run", LANE, "a.A.a"), 1024))
        .isZero();
    assertThat(StackBase.marked(0).frames(new StackTraceElement[0], 1024)).isZero();
  }

  @Test
  void everyWayIntoProfiledCodeIsAMarker() {
    for (String marker :
        new String[] {
          FILTER,
          LANE,
          "io.github.requestree.sampling.HandOff.callAsLane",
          "io.github.requestree.sampling.Profiler.profiled"
        }) {
      assertThat(StackBase.marked(0).frames(stack(marker, "a.A.a"), 1024)).as(marker).isEqualTo(1);
    }
  }

  @Test
  void otherMethodsOfTheSameClassesAreNoMarkers() {
    StackTraceElement[] stack =
        stack("io.github.requestree.servlet.ProfilingFilter.doFilter", "a.A.a");

    assertThat(StackBase.marked(0).frames(stack, 1024)).isZero();
  }

  @Test
  void aStackSoDeepThatTheJvmCutItBelongsToTheSegment() {
    String[] frames = new String[1024];
    Arrays.fill(frames, "a.A.a");

    assertThat(StackBase.marked(0).frames(stack(frames), 1024)).isEqualTo(1024);
  }

  @Test
  void aStackIsCutOnlyWhereItDoesNotBeginLikeAThread() {
    String[] frames = new String[50];
    Arrays.fill(frames, "a.A.a");

    assertThat(StackBase.isCut(stack(frames), 50)).isTrue();
    assertThat(StackBase.isCut(stack(frames), 51)).isFalse();
    frames[0] = "java.lang.Thread.run";
    assertThat(StackBase.isCut(stack(frames), 50)).isFalse();
    frames[0] = "java.lang.VirtualThread.run";
    assertThat(StackBase.isCut(stack(frames), 50)).isFalse();
    assertThat(StackBase.marked(0).frames(stack(frames), 50)).isZero();
  }

  @Test
  void ofACutStackTheInnermostMarkerCounts() {
    assertThat(StackBase.marked(1).frames(stack("a.A.a", LANE, "b.B.b", "c.C.c"), 4)).isEqualTo(2);
    assertThat(StackBase.atDepth(3).frames(stack("a.A.a", "b.B.b"), 2)).isEqualTo(2);
  }

  @Test
  void aSegmentThatBeganInAMethodHasItsFrameAndThoseAboveIt() {
    assertThat(StackBase.atDepth(1).frames(stack("r.R.run", "a.A.a", "b.B.b"), 1024)).isEqualTo(2);
    assertThat(StackBase.atDepth(5).frames(stack("r.R.run", "a.A.a"), 1024)).isZero();
  }

  @Test
  void whatWeDoOurselvesIsLeftOutAtTheInnerEnd() {
    StackTraceElement[] stack =
        stack(FILTER, "a.A.a", "io.github.requestree.sampling.Profiler.wrap", LANE);

    assertThat(StackBase.firstForeign(stack, 3)).isEqualTo(2);
    assertThat(StackBase.firstForeign(stack("a.A.a"), 1)).isZero();
    assertThat(StackBase.firstForeign(stack(LANE), 1)).isEqualTo(1);
  }

  @Test
  void whatWeAskTheJdkForIsLeftOutToo() {
    StackTraceElement[] stack =
        stack(
            FILTER,
            "a.A.a",
            "io.github.requestree.sampling.HandOff.capture",
            "io.github.requestree.sampling.RealJvm.stack",
            "java.lang.Throwable.<init>");

    assertThat(StackBase.firstForeign(stack, 4)).isEqualTo(3);
  }

  @Test
  void theLibraryThatCarriesWhatWeGiveItIsLeftOutThereToo() {
    StackTraceElement[] stack =
        stack(
            "a.A.a",
            "io.micrometer.context.DefaultContextSnapshotFactory.captureAll",
            "io.github.requestree.micrometer.ProfileThreadLocalAccessor.getValue",
            "io.github.requestree.sampling.Profiler.carried");

    assertThat(StackBase.firstForeign(stack, 4)).isEqualTo(3);
  }

  /** The outermost frame first. */
  private static StackTraceElement[] stack(String... frames) {
    StackTraceElement[] stack = new StackTraceElement[frames.length];
    for (int i = 0; i < frames.length; i++) {
      int dot = frames[i].lastIndexOf('.');
      stack[frames.length - 1 - i] =
          new StackTraceElement(frames[i].substring(0, dot), frames[i].substring(dot + 1), null, 1);
    }
    return stack;
  }
}
