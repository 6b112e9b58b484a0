package io.github.requestree.sampling.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StackPathTest {

  private final RecordedNode root = RecordedNode.root();
  private final TreeSize size = new TreeSize();
  private final StackPath path = new StackPath(root, size);

  @Test
  void movingOnKeepsTheNodesOfTheFramesThatStay() {
    moveTo("a:1", "b:2", "c:3");
    RecordedNode b = path.at(2);

    assertThat(moveTo("a:1", "b:2", "d:4")).isEqualTo(2);

    assertThat(path.at(2)).isSameAs(b);
    assertThat(path.leaf().methodName).isEqualTo("d");
    assertThat(b.child(element("c:3"))).isNotNull();
    assertThat(size.nodes()).isEqualTo(4);
  }

  @Test
  void onlyFramesThatChangedAreTouched() {
    String[] frames = new String[500];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = "m" + i + ":1";
    }
    moveTo(frames);
    RecordedNode parent = path.at(499);
    path.spend(10);
    frames[499] = "other:9";

    moveTo(frames);

    assertThat(parent.lines.heaviest()).as("still there, so not yet told").isZero();
    path.leave(0, 0);
    assertThat(parent.lines.heaviest()).isEqualTo(1);
  }

  @Test
  void anotherLineOfTheSameMethodIsTheSameNode() {
    moveTo("a:1", "b:2");
    path.spend(10);
    moveTo("a:1", "b:3");
    path.spend(30);
    path.leave(0, 0);

    RecordedNode a = root.firstChild;
    assertThat(a.lines.heaviest()).isEqualTo(1);
    assertThat(a.firstChild.nextSibling).isNull();
    assertThat(a.firstChild.lines.heaviest()).isEqualTo(3);
  }

  @Test
  void recursionMakesANodeForEachLevel() {
    moveTo("a:1", "a:1", "a:1");

    assertThat(path.at(1)).isNotSameAs(path.at(2));
    assertThat(size.nodes()).isEqualTo(3);
    assertThat(moveTo("a:1", "a:1")).isEqualTo(2);
  }

  @Test
  void leavingForNoFrameAtAllEndsAtTheRoot() {
    moveTo("a:1", "b:2");

    assertThat(moveTo()).isZero();

    assertThat(path.leaf()).isSameAs(root);
  }

  @Test
  void aStackDeeperThanATreeMayBeKeepsItsOuterFramesAndIsCounted() {
    String[] frames = new String[600];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = "m" + i + ":1";
    }

    moveTo(frames);

    assertThat(path.depth()).isEqualTo(512);
    assertThat(path.leaf().methodName).isEqualTo("m511");
    assertThat(size.stacksCut()).isEqualTo(1);
    assertThat(moveTo(frames)).isEqualTo(512);
    assertThat(size.stacksCut()).isEqualTo(2);
  }

  @Test
  void aFullTreeTakesKnownPathsOnly() {
    for (int i = 0; i < TreeSize.MAX_NODES - 1; i++) {
      moveTo("a:1", "b" + i + ":1");
    }
    assertThat(size.stacksCut()).isZero();

    moveTo("a:1", "new:1");
    assertThat(path.leaf().methodName).isEqualTo("a");
    moveTo("a:1", "b7:1");
    assertThat(path.leaf().methodName).isEqualTo("b7");

    assertThat(size.nodes()).isEqualTo(10_000);
    assertThat(size.stacksCut()).isEqualTo(1);
  }

  private int moveTo(String... frames) {
    StackTraceElement[] stack = new StackTraceElement[frames.length];
    for (int i = 0; i < frames.length; i++) {
      stack[frames.length - 1 - i] = element(frames[i]);
    }
    return path.moveTo(new SeenStack(stack), 0);
  }

  private static StackTraceElement element(String frame) {
    String[] parts = frame.split(":", -1);
    return new StackTraceElement("x.X", parts[0], "X.java", Integer.parseInt(parts[1]));
  }
}
