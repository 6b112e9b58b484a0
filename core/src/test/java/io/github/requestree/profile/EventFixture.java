package io.github.requestree.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes events for tests: one of 1 ms at no known place, unless more is said. */
public final class EventFixture {
  private final String kind;
  private final String text;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private @Nullable StackTraceElement place;
  private long count = 1;
  private long failures;
  private long totalNanos = ProfileFixture.millis(1);
  private long maxNanos = -1;
  private long longestRun = 1;

  private EventFixture(String kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  public static EventFixture event(String kind, String text) {
    return new EventFixture(kind, text);
  }

  /** Sets the call that caused it, in a source file named after its class. */
  public EventFixture at(String className, String method, int line) {
    String outermost = className.substring(className.lastIndexOf('.') + 1).split("\\$", 2)[0];
    return at(new StackTraceElement(className, method, outermost + ".java", line));
  }

  public EventFixture at(StackTraceElement value) {
    place = value;
    return this;
  }

  public EventFixture count(long value) {
    count = value;
    return this;
  }

  public EventFixture failures(long value) {
    failures = value;
    return this;
  }

  public EventFixture totalMillis(double value) {
    return totalNanos(ProfileFixture.millis(value));
  }

  public EventFixture totalNanos(long value) {
    totalNanos = value;
    return this;
  }

  /** Sets the longest; the mean if it is not set. */
  public EventFixture maxMillis(double value) {
    maxNanos = ProfileFixture.millis(value);
    return this;
  }

  public EventFixture longestRun(long value) {
    longestRun = value;
    return this;
  }

  public EventFixture attribute(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  public Profile.Event build() {
    long max = maxNanos >= 0 ? maxNanos : totalNanos / Math.max(1, count);
    return new Profile.Event(
        kind, text, place, count, failures, totalNanos, max, longestRun, attributes);
  }
}
