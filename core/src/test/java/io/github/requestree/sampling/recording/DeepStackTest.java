package io.github.requestree.sampling.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeepStackTest {

  private static final String CUT = "[outer frames cut by the JVM]";

  private final StackPath last = new StackPath(RecordedNode.root(), new TreeSize());

  @Test
  void aMethodThatCallsItselfIsOneFrame() {
    assertThat(fitting(false, "service", "list", times(2000, "down"), "sleep"))
        .containsExactly("service", "list", "down", "sleep");
  }

  @Test
  void aCycleThatRunsAgainIsOneRoundAndABit() {
    assertThat(fitting(false, "service", times(900, "odd", "even"), "odd", "sleep"))
        .containsExactly("service", "odd", "even", "odd", "sleep");
  }

  @Test
  void methodsThatOnlySometimesCallTheSameAreNotFolded() {
    assertThat(fitting(false, "advice", "orders", "advice", "prices", "advice", "table"))
        .containsExactly("advice", "orders", "advice", "prices", "advice", "table");
  }

  @Test
  void whatIsStillDeepKeepsAllItsFrames() {
    String[] frames = new String[700];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = "m" + i;
    }

    assertThat(fitting(false, List.of(frames))).hasSize(700).endsWith("m699");
  }

  @Test
  void aCutStackStandsBelowTheCallThatItSharesWithTheLastOne() {
    wasAt("service", "find", "match", "loop", "tail");

    assertThat(fitting(true, times(300, "loop", "tail"), "loop", "isLetter"))
        .containsExactly("service", "find", "match", "loop", "tail", "loop", "isLetter");
  }

  @Test
  void cutStacksOfOneRecursionTakeOnePathWhereverTheyWereCut() {
    wasAt("service", "find", "loop", "tail", "loop", "isLetter");

    for (int i = 0; i < 5; i++) {
      List<String> path = fitting(true, "tail", times(300, "loop", "tail"), "loop", "isLetter");
      wasAt(path);
      assertThat(path).startsWith("service", "find", "loop", "tail").hasSizeLessThan(9);
    }
  }

  @Test
  void aCutStackThatSharesNothingStandsBelowWhatARequestPassesOnce() {
    wasAt("doFilter", "internalDoFilter", "service", "lambda", "shallow", "sleep");

    assertThat(fitting(true, times(1023, "down"), "sleep"))
        .containsExactly("doFilter", "internalDoFilter", "service", CUT, "down", "sleep");
  }

  @Test
  void aMethodOfTheApplicationFarInsideIsNotTakenForAServlet() {
    wasAt("service", "a", "b", "c", "d", "service", "sleep");

    assertThat(fitting(true, times(1023, "down"), "sleep"))
        .containsExactly("service", CUT, "down", "sleep");
  }

  @Test
  void aCutStackAfterAnotherSaysOnceThatItIsCut() {
    wasAt("service", CUT, "down", "sleep");

    assertThat(fitting(true, times(512, "odd", "even")))
        .containsExactly("service", CUT, "odd", "even");
    assertThat(fitting(true, times(1023, "down"), "read"))
        .containsExactly("service", CUT, "down", "read");
  }

  @Test
  void ofACutStackThatIsTheFirstOneNothingElseIsKnown() {
    assertThat(fitting(true, "down", "sleep")).containsExactly(CUT, "down", "sleep");
  }

  @Test
  void whereNoFrameIsTheSegmentsNothingIsSaid() {
    assertThat(fitting(true)).isEmpty();
  }

  @Test
  void theNodeOfCutFramesIsNoPlaceThatWasNotSampled() {
    wasAt(CUT, "down");

    assertThat(last.at(1).frame().name()).isEqualTo(CUT);
    assertThat(last.at(1).isUnknownPlace()).isFalse();
  }

  private static List<String> times(int number, String... frames) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      all.addAll(Arrays.asList(frames));
    }
    return all;
  }

  private void wasAt(Object... outermostFirst) {
    StackTraceElement[] stack = stack(outermostFirst);
    last.moveTo(new SeenStack(stack), 0);
  }

  private List<String> fitting(boolean cut, Object... outermostFirst) {
    StackTraceElement[] stack = stack(outermostFirst);
    List<String> names = new ArrayList<>();
    SeenStack captured = new SeenStack(stack, 0, stack.length, cut);
    for (StackTraceElement frame : DeepStack.fitting(last, captured).frames()) {
      names.add(frame.getMethodName());
    }
    Collections.reverse(names);
    return names;
  }

  private static StackTraceElement[] stack(Object... outermostFirst) {
    List<StackTraceElement> stack = new ArrayList<>();
    for (Object part : outermostFirst) {
      List<?> names = part instanceof List<?> list ? list : List.of(part);
      for (Object name : names) {
        String className = name.equals(CUT) ? "" : "shop.Shop";
        stack.add(0, new StackTraceElement(className, (String) name, "Shop.java", 7));
      }
    }
    return stack.toArray(StackTraceElement[]::new);
  }
}
