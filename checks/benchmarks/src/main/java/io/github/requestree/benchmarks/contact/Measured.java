package io.github.requestree.benchmarks.contact;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The own measurements of a route of the demo, in milliseconds.
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

  /**
   * Returns the measurements of another service that this route asked, by the name that it gives
   * it.
   */
  Measured asked(String name) {
    return new Measured(answer.path("result").path(name));
  }
}
