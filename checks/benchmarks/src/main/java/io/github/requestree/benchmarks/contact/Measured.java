package io.github.requestree.benchmarks.contact;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a route of the demo measured of itself, in milliseconds.
 *
 * @param answer its answer
 */
record Measured(JsonNode answer) {

  double totalMillis() {
    return answer.get("totalMillis").asDouble();
  }

  /**
   * The time of a step.
   *
   * @throws IllegalStateException if the route did not measure it
   */
  double lapMillis(String what) {
    for (JsonNode lap : answer.path("laps")) {
      if (lap.get("what").asText().equals(what)) {
        return lap.get("millis").asDouble();
      }
    }
    throw new IllegalStateException("no lap " + what + " in " + answer);
  }

  /** What another service measured that this route asked, by the name that it gives it. */
  Measured asked(String name) {
    return new Measured(answer.path("result").path(name));
  }
}
