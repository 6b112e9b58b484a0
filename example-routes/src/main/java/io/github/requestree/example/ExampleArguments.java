package io.github.requestree.example;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of an example. Immutable and thread-safe.
 *
 * @param port the port to listen on; 0 picks a free one
 * @param threads the number of requests that can be on a thread at once, unless these are virtual
 * @param virtualThreads whether each request has a virtual thread of its own
 * @param profiling whether the filter is there at all
 * @param filter init-params of the filter, by name. Unless they say otherwise, the event loop must
 *     not block, profiles are kept for their page and its badge, and a terminal has colours
 */
public record ExampleArguments(
    int port, int threads, boolean virtualThreads, boolean profiling, Map<String, String> filter) {

  /** The default arguments. */
  public static final ExampleArguments DEFAULT =
      new ExampleArguments(8080, 8, false, true, Map.of());

  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

  static final String HELP =
      """
        --port N             the port to listen on, 0 for any free one; default 8080
        --threads N          how many requests can be on a thread at once, 1 to 1000; default 8
        --virtual-threads    each request has a virtual thread of its own, however many there
                             are; on JDK 21 and later
        --filter name=value  sets an init-param of the filter, such as slowerThan=500ms;
                             may be given once for each name
        --profiling on|off   off runs the same application without the filter; default on
        --help               says this
      """;

  public ExampleArguments {
    Map<String, String> all = new LinkedHashMap<>(filter);
    all.putIfAbsent("nonBlockingThreads", "event-loop");
    all.putIfAbsent("recentProfiles", "100");
    all.putIfAbsent("badge", String.valueOf(!"0".equals(all.get("recentProfiles"))));
    all.putIfAbsent("colour", "auto");
    filter = Collections.unmodifiableMap(all);
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it is wrong; the message gives the reason, in one line
   */
  public static ExampleArguments parse(List<String> words) {
    int port = DEFAULT.port;
    int threads = DEFAULT.threads;
    boolean virtualThreads = DEFAULT.virtualThreads;
    boolean profiling = DEFAULT.profiling;
    Map<String, String> filter = new LinkedHashMap<>();
    Deque<String> rest = new ArrayDeque<>(words);
    while (!rest.isEmpty()) {
      String name = rest.remove();
      switch (name) {
        case "--port" -> port = number(name, rest.poll(), 0, 65_535);
        case "--threads" -> threads = number(name, rest.poll(), 1, 1_000);
        case "--virtual-threads" -> virtualThreads = onThisJdk(name);
        case "--profiling" -> profiling = onOrOff(name, rest.poll());
        case "--filter" -> addTo(filter, name, rest.poll());
        default -> throw new IllegalArgumentException("there is no argument " + name);
      }
    }
    return new ExampleArguments(port, threads, virtualThreads, profiling, filter);
  }

  private static boolean onThisJdk(String name) {
    int feature = Runtime.version().feature();
    if (feature < FIRST_WITH_VIRTUAL_THREADS) {
      throw new IllegalArgumentException(
          name + " needs JDK " + FIRST_WITH_VIRTUAL_THREADS + " or later, and this is " + feature);
    }
    return true;
  }

  private static int number(String name, @Nullable String value, int least, int most) {
    if (value != null && value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw wrong(name, value, least + " to " + most);
  }

  private static boolean onOrOff(String name, @Nullable String value) {
    if (!"on".equals(value) && !"off".equals(value)) {
      throw wrong(name, value, "on or off");
    }
    return "on".equals(value);
  }

  private static void addTo(Map<String, String> filter, String name, @Nullable String value) {
    int equals = value == null ? -1 : value.indexOf('=');
    if (value == null || equals < 1) {
      throw wrong(name, value, "name=value");
    }
    String option = value.substring(0, equals);
    if (filter.putIfAbsent(option, value.substring(equals + 1)) != null) {
      throw new IllegalArgumentException(name + " " + option + " is given twice");
    }
  }

  private static IllegalArgumentException wrong(
      String name, @Nullable String value, String accepted) {
    String is = value == null ? " has no value" : " is " + value;
    return new IllegalArgumentException(name + is + ", but must be " + accepted);
  }
}
