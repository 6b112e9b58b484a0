package io.github.requestree.benchmarks.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Documents and answers to test with. */
final class Shown {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String FRAMES =
      """
      [{"kind": "ROOT", "className": "", "name": "GET /x"},
       {"kind": "METHOD", "className": "com.acme.Work", "name": "work"},
       {"kind": "METHOD", "className": "io.example.SlowWork", "name": "slowOperation"},
       {"kind": "NOT_SAMPLED", "className": "", "name": "[not sampled]"},
       {"kind": "AWAIT", "className": "", "name": "[await]"},
       {"kind": "LANE", "className": "", "name": "worker-1"},
       {"kind": "METHOD", "className": "com.acme.Homework", "name": "work"},
       {"kind": "METHOD", "className": "io.example.QueryRoute", "name": "totalOfAll"}]
      """;

  static final int ROOT = 0;
  static final int WORK = 1;
  static final int SLOW = 2;
  static final int NOT_SAMPLED = 3;
  static final int AWAIT = 4;
  static final int LANE = 5;
  static final int HOMEWORK = 6;
  static final int QUERY = 7;

  private Shown() {}

  /** A node without children. */
  static String node(int frame, long millis) {
    return node(frame, millis, "");
  }

  /** A node with more fields. */
  static String node(int frame, long millis, String more) {
    return "{\"frame\": %d, \"totalNanos\": %d%s}"
        .formatted(frame, 1_000_000 * millis, more.isEmpty() ? "" : ", " + more);
  }

  static String children(String... nodes) {
    return "\"children\": [" + String.join(", ", nodes) + "]";
  }

  static String lanes(String... nodes) {
    return "\"lanes\": [" + String.join(", ", nodes) + "]";
  }

  static String lane(String thread, long millis, String more) {
    return node(LANE, millis, "\"lane\": {\"thread\": \"" + thread + "\"}, " + more);
  }

  /** A profile without events. */
  static ShownProfile profile(long millis, String root) {
    return profile(millis, root, "");
  }

  static ShownProfile profile(long millis, String root, String events) {
    return new ShownProfile(
        json(
            """
            {"id": "0123456789abcdef", "startedAt": "2026-11-29T03:24:30.300800086Z",
             "durationNanos": %d000000, "request": {"path": "/x"}, "totals": null,
             "sampling": {"walks": 7}, "frames": %s, "root": %s, "events": [%s]}
            """
                .formatted(millis, FRAMES, root, events)));
  }

  /** What a route measured: a lap of this name. */
  static Measured measured(String lap, double millis) {
    return new Measured(
        json(
            "{\"totalMillis\": %s, \"laps\": [{\"what\": \"%s\", \"millis\": %s}]}"
                .formatted(millis, lap, millis)));
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
