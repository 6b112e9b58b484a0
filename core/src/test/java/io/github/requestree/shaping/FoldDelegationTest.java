package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import org.junit.jupiter.api.Test;

class FoldDelegationTest {

  @Test
  void aLibraryMethodThatOnlyCallsAnotherOfItsClassIsOneLine() {
    CallNode sleep = jdk("sleep", 0, jdk("sleepNanos", 0, jdk("sleepNanos0", 50)));

    assertThat(folded(sleep))
        .isEqualTo(
            """
            50 GET /
              50 Thread.sleep
            """);
  }

  @Test
  void theSleepOfAVirtualThreadIsOneLineToo() {
    CallNode park = method("java.lang.VirtualThread", "parkNanos", 784, 50).build();
    CallNode nanos = method("java.lang.VirtualThread", "sleepNanos", 980, 0, park).build();

    assertThat(folded(jdk("sleep", 0, jdk("sleepNanos", 0, nanos))))
        .isEqualTo(
            """
            50 GET /
              50 Thread.sleep
            """);
  }

  @Test
  void oneThatTakesTimeItselfKeepsItsLine() {
    assertThat(folded(jdk("sleep", 5, jdk("sleepNanos", 50)))).contains("Thread.sleepNanos");
  }

  @Test
  void oneThatCallsTwoKeepsItsLines() {
    assertThat(folded(jdk("run", 0, jdk("a", 5), jdk("b", 5)))).contains("Thread.a", "Thread.b");
  }

  @Test
  void methodsOfTheApplicationKeepTheirLines() {
    CallNode inner = method("com.acme.A", "inner", 1, 50).build();
    CallNode outer = method("com.acme.A", "outer", 1, 0, inner).build();

    assertThat(folded(outer)).contains("A.outer", "A.inner");
  }

  private static String folded(CallNode tree) {
    Step step =
        Shaping.DEFAULT.steps(millis(1)).stream()
            .filter(FoldDelegation.class::isInstance)
            .findFirst()
            .orElseThrow();
    return Outline.of(step.apply(root("GET /", tree).build()));
  }

  private static CallNode jdk(String name, double selfMillis, CallNode... children) {
    return method("java.lang.Thread", name, 1, selfMillis, children).build();
  }
}
