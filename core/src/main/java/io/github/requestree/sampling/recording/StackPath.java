package io.github.requestree.sampling.recording;

import java.util.Arrays;

/**
 * The path through the tree that the last captured stack took. Moving on to the next stack touches
 * only the frames that changed. <em>Not</em> thread-safe.
 */
public final class StackPath {

  private final RecordedNode root;
  private final TreeSize size;
  private RecordedNode[] nodes = new RecordedNode[16];
  private int[] lines = new int[16];

  /** The value of {@link #elapsed} when the frame at this depth came to this line. */
  private long[] since = new long[16];

  private int depth;
  private long elapsed;

  StackPath(RecordedNode root, TreeSize size) {
    this.root = root;
    this.size = size;
  }

  /** Returns the node of a stack that may not fit unchanged; made if it is not there. */
  public static RecordedNode node(RecordedNode root, TreeSize size, SeenStack stack) {
    return node(root, size, DeepStack.fitting(new StackPath(root, size), stack), 1);
  }

  /** Returns the node of a stack, with the same time along its lines; made if it is not there. */
  static RecordedNode node(RecordedNode root, TreeSize size, SeenStack stack, long nanos) {
    StackPath path = new StackPath(root, size);
    path.moveTo(stack, 0);
    path.spend(nanos);
    RecordedNode node = path.leaf();
    path.leave(0, 0);
    return node;
  }

  RecordedNode root() {
    return root;
  }

  RecordedNode leaf() {
    return at(depth);
  }

  int depth() {
    return depth;
  }

  /** Returns the node reached by so many frames; the root for none. */
  RecordedNode at(int frames) {
    return frames == 0 ? root : nodes[frames - 1];
  }

  /** Returns the frame after so many outer ones, at its current line. */
  StackTraceElement frame(int index) {
    RecordedNode node = nodes[index];
    return new StackTraceElement(node.className, node.methodName, node.fileName, lines[index]);
  }

  /** Adds time spent on this path, for the lines along it. */
  void spend(long nanos) {
    elapsed += nanos;
  }

  /**
   * Moves to another stack.
   *
   * @param errorSquare added to the squared error of each frame that was left or entered
   * @return the number of outer frames that both stacks have in common
   */
  int moveTo(SeenStack to, double errorSquare) {
    StackTraceElement[] stack = to.frames();
    int end = to.end();
    int wanted = Math.min(to.size(), TreeSize.MAX_DEPTH);
    int common = 0;
    while (common < Math.min(depth, wanted) && nodes[common].is(stack[end - 1 - common])) {
      moveToLine(common, stack[end - 1 - common].getLineNumber());
      common++;
    }
    leave(common, errorSquare);
    while (depth < wanted && descend(stack[end - 1 - depth])) {
      nodes[depth].errorSquares += errorSquare;
      depth++;
    }
    if (depth < to.size()) {
      size.cutStack();
    }
    return common;
  }

  private void moveToLine(int index, int line) {
    if (lines[index] != line) {
      nodes[index].lines.add(lines[index], elapsed - since[index]);
      lines[index] = line;
      since[index] = elapsed;
    }
  }

  private boolean descend(StackTraceElement frame) {
    RecordedNode node = size.childOf(leaf(), frame);
    if (node == null) {
      return false;
    }
    if (depth == nodes.length) {
      int length = Math.min(TreeSize.MAX_DEPTH, 2 * depth);
      nodes = Arrays.copyOf(nodes, length);
      lines = Arrays.copyOf(lines, length);
      since = Arrays.copyOf(since, length);
    }
    nodes[depth] = node;
    lines[depth] = frame.getLineNumber();
    since[depth] = elapsed;
    return true;
  }

  /** Makes the time spent on the path so far known to every line along it. */
  void settleLines() {
    for (int i = 0; i < depth; i++) {
      nodes[i].lines.add(lines[i], elapsed - since[i]);
      since[i] = elapsed;
    }
  }

  /** Leaves all but so many outer frames; the time spent in each is then known to its line. */
  void leave(int kept, double errorSquare) {
    for (int i = kept; i < depth; i++) {
      nodes[i].errorSquares += errorSquare;
      nodes[i].lines.add(lines[i], elapsed - since[i]);
    }
    depth = kept;
  }
}
