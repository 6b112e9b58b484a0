package io.github.requestree.benchmarks.memory;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The bytes of the reachable objects of each class. Immutable.
 *
 * <p>The JVM counts them itself, object by object, with their real sizes. No layout is assumed, no
 * field has to be opened, and no region or buffer of the collector is counted.
 *
 * @param bytes by class, as the JVM names it
 */
record Histogram(Map<String, Long> bytes) {

  private static final Pattern ROW =
      Pattern.compile("^\\s*\\d+:\\s+\\d+\\s+(\\d+)\\s+(\\S+).*$", Pattern.MULTILINE);

  Histogram {
    bytes = Map.copyOf(bytes);
  }

  /** Returns the reachable objects of now; collects garbage first. */
  static Histogram now() throws JMException {
    Object text =
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
    return parse(String.valueOf(text));
  }

  static Histogram parse(String text) {
    Map<String, Long> bytes = new HashMap<>();
    Matcher rows = ROW.matcher(text);
    while (rows.find()) {
      bytes.merge(rows.group(2), Long.valueOf(rows.group(1)), Long::sum);
    }
    if (bytes.isEmpty()) {
      throw new IllegalStateException("the JVM's class histogram reads differently: " + text);
    }
    return new Histogram(bytes);
  }

  /** Returns the growth since another one; a shrinking class is negative. */
  Histogram since(Histogram before) {
    Map<String, Long> more = new HashMap<>(bytes);
    before.bytes.forEach((name, count) -> more.merge(name, -count, Long::sum));
    more.values().removeIf(count -> count == 0);
    return new Histogram(more);
  }

  /** The classes that take up most. */
  List<Map.Entry<String, Long>> largest(int count) {
    return bytes.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(count)
        .toList();
  }

  long total() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }
}
