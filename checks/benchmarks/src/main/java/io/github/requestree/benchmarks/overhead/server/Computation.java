package io.github.requestree.benchmarks.overhead.server;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * About 5 ms of work on one core, always the same: a formula is parsed and evaluated for many
 * values, the results are sorted and digested. Calls are some 20 deep, as in an application.
 */
final class Computation {

  private static final int POINTS = 5_500;
  private static final String FORMULA =
      "((x*3+1)*(x+7)+((x+2)*(x*(x+(x*(5+x)+(2*(x+(9*(x+1)))))))+(x*x+(4*(x+(x*(x+(3+x))))))))*(x+11)";

  private Computation() {}

  static long run() {
    List<Point> points = new ArrayList<>(POINTS);
    for (int i = 0; i < POINTS; i++) {
      points.add(new Point(i, new Formula(FORMULA).valueAt(i)));
    }
    points.sort(Comparator.comparingLong(Point::scattered).thenComparingLong(Point::x));
    return digest(points);
  }

  private static long digest(List<Point> points) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer buffer = ByteBuffer.allocate(2 * Long.BYTES);
      for (Point point : points) {
        buffer.clear();
        digest.update(buffer.putLong(point.x).putLong(point.y).flip());
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JVM has it.
    }
  }

  private record Point(long x, long y) {

    long scattered() {
      return y * 0x9E3779B97F4A7C15L;
    }
  }

  /** A parser by recursive descent that evaluates as it reads. */
  private static final class Formula {

    private final String text;
    private int at;
    private long x;

    Formula(String text) {
      this.text = text;
    }

    long valueAt(long value) {
      x = value;
      at = 0;
      return sum();
    }

    private long sum() {
      long value = product();
      while (at < text.length() && text.charAt(at) == '+') {
        at++;
        value += product();
      }
      return value;
    }

    private long product() {
      long value = factor();
      while (at < text.length() && text.charAt(at) == '*') {
        at++;
        value *= factor();
      }
      return value;
    }

    private long factor() {
      char next = text.charAt(at);
      if (next == '(') {
        at++;
        long value = sum();
        at++;
        return value;
      }
      if (next == 'x') {
        at++;
        return x;
      }
      return number();
    }

    private long number() {
      long value = 0;
      while (at < text.length() && Character.isDigit(text.charAt(at))) {
        value = 10 * value + Character.digit(text.charAt(at), 10);
        at++;
      }
      return value;
    }
  }
}
