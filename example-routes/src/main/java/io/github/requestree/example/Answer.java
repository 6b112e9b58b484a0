package io.github.requestree.example;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a route: its own measurements, to be compared with its call tree. Immutable and
 * thread-safe, as far as the result is.
 *
 * @param route the path of the route
 * @param scale the factor by which everything took longer than usual
 * @param totalMillis its duration
 * @param laps the parts of that time, in order
 * @param result the result of the route, if that is of interest
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Answer(
    String route, double scale, double totalMillis, List<Lap> laps, @Nullable Object result) {

  /**
   * One step of a request.
   *
   * @param what the work or the wait
   * @param millis its duration
   * @param thread the thread on which it ended
   */
  record Lap(String what, double millis, String thread) {}

  /**
   * The answer to a failed request.
   *
   * @param error the reason
   */
  record Failure(String error) {}
}
