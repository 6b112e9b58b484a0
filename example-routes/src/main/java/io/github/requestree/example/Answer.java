package io.github.requestree.example;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a route answers: what it measured of itself, to be compared with its call tree. Immutable
 * and thread-safe, as far as the result is.
 *
 * @param route the path of the route
 * @param scale how much longer than usual everything took
 * @param totalMillis how long it took
 * @param laps where that time went, in order
 * @param result what the route made, if that is of interest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Answer(
    String route, double scale, double totalMillis, List<Lap> laps, @Nullable Object result) {

  /**
   * One step of a request.
   *
   * @param what what was done or waited for
   * @param millis how long it took
   * @param thread the thread on which it ended
   */
  record Lap(String what, double millis, String thread) {}

  /**
   * What a failed request is told.
   *
   * @param error what is wrong
   */
  record Failure(String error) {}
}
