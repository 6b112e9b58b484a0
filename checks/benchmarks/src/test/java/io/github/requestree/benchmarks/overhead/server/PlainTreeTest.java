package io.github.requestree.benchmarks.overhead.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTreeTest {

  private final PlainTree tree = new PlainTree();

  private void sample(String... innermostFirst) {
    StackTraceElement[] stack = new StackTraceElement[innermostFirst.length];
    for (int i = 0; i < stack.length; i++) {
      stack[i] = new StackTraceElement("App", innermostFirst[i], "App.java", 1);
    }
    tree.add(stack);
  }

  @Test
  void samplesOfTheSameStackShareTheirNodes() {
    sample("query", "service", "run");
    sample("render", "service", "run");
    sample("query", "service", "run");
    assertThat(tree.samples()).isEqualTo(3);
    PlainTree service = tree.child("run").child("service");
    assertThat(service.samples()).isEqualTo(3);
    assertThat(service.child("query").samples()).isEqualTo(2);
    assertThat(service.child("render").samples()).isEqualTo(1);
    assertThat(service.child("query").child("nothing").samples()).isZero();
  }
}
