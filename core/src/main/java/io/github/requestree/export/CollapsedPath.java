package io.github.requestree.export;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.TreeWalk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes the line of each node that a walk enters. The line is kept as bytes, and grows and shrinks
 * with the depth, so that no path is put together twice. <em>Not</em> thread-safe.
 */
final class CollapsedPath implements TreeWalk.Visitor<IOException> {

  /** The longest path; below 60,000 there is room for the number. */
  private static final int MAX_BYTES = 59_900;

  private static final byte[] DEEPER = ";[deeper]".getBytes(StandardCharsets.UTF_8);

  private final OutputStream out;
  private final byte[] path = new byte[MAX_BYTES];
  private int length;
  private final Deque<Integer> lengths = new ArrayDeque<>();
  private int notFitting;
  private long deeperNanos;

  CollapsedPath(OutputStream out) {
    this.out = out;
  }

  @Override
  public void enter(CallNode node) throws IOException {
    byte[] name = name(node.frame()).getBytes(StandardCharsets.UTF_8);
    if (notFitting > 0 || length + 1 + name.length > MAX_BYTES - DEEPER.length) {
      notFitting++;
      deeperNanos += node.selfNanos();
      return;
    }
    lengths.push(length);
    if (length > 0) {
      path[length++] = ';';
    }
    append(name);
    write(node.selfNanos());
  }

  @Override
  public void leave(CallNode node) throws IOException {
    if (notFitting == 0) {
      length = lengths.pop();
    } else if (--notFitting == 0) {
      int end = length;
      append(DEEPER);
      write(deeperNanos);
      length = end;
      deeperNanos = 0;
    }
  }

  private void append(byte[] bytes) {
    System.arraycopy(bytes, 0, path, length, bytes.length);
    length += bytes.length;
  }

  private void write(long nanos) throws IOException {
    if (nanos > 0) {
      out.write(path, 0, length);
      out.write((" " + nanos + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Replaces the semicolons and spaces at which readers split. */
  private static String name(Frame frame) {
    StringBuilder name = new StringBuilder();
    QualifiedName.of(frame)
        .codePoints()
        .map(c -> c == ';' ? ':' : Character.isSpaceChar(c) ? '_' : c)
        .forEach(name::appendCodePoint);
    return name.isEmpty() ? "_" : name.toString();
  }
}
