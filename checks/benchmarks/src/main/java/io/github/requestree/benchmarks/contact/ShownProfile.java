package io.github.requestree.benchmarks.contact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/**
 * A profile as its JSON shows it. All times are in milliseconds.
 *
 * @param json the document
 */
record ShownProfile(JsonNode json) {

  private static final double MILLI = 1e6;

  String id() {
    return json.get("id").asText();
  }

  /** Returns the time of its start, in UTC; sorts by time. */
  String startedAt() {
    return json.get("startedAt").asText();
  }

  /** The path that was asked for; empty if it was no single request. */
  String path() {
    return json.path("request").path("path").asText();
  }

  /** Returns whether it is one request, and not a route's merged ones. */
  boolean isSingle() {
    return json.path("totals").isNull();
  }

  double millis() {
    return json.get("durationNanos").asLong() / MILLI;
  }

  /** Returns the number of captured stacks. */
  long walks() {
    return json.get("sampling").get("walks").asLong();
  }

  /** Time of which nobody saw what ran, on the request's threads and in its lanes. */
  double notSampledMillis() {
    return sum(root(), node -> isKind(node, "NOT_SAMPLED"), Lanes.TOO);
  }

  /** The same as a part of the request's duration, from 0 to 1 unless lanes overlap. */
  double notSampledShare() {
    return millis() == 0 ? 0 : notSampledMillis() / millis();
  }

  /** Time with no thread at work. */
  double awaitMillis() {
    return sum(root(), node -> isKind(node, "AWAIT"), Lanes.NOT);
  }

  /** The time of a method on the request's own threads, by its class's simple name. */
  double methodMillis(String className, String method) {
    return sum(root(), node -> isMethod(node, className, method), Lanes.NOT);
  }

  /** The time of a method in lanes on threads whose names begin like this. */
  double laneMethodMillis(String thread, String className, String method) {
    return laneMethodNanos(root(), thread, className, method) / MILLI;
  }

  private long laneMethodNanos(JsonNode node, String thread, String className, String method) {
    long nanos = 0;
    for (JsonNode lane : node.path("lanes")) {
      if (lane.path("lane").path("thread").asText().startsWith(thread)) {
        nanos += sumNanos(lane, each -> isMethod(each, className, method), Lanes.NOT);
      }
      nanos += laneMethodNanos(lane, thread, className, method);
    }
    for (JsonNode child : node.path("children")) {
      nanos += laneMethodNanos(child, thread, className, method);
    }
    return nanos;
  }

  /** Returns the number of events of a kind whose text begins like this. */
  long events(String kind, String text) {
    long count = 0;
    for (JsonNode event : json.path("events")) {
      count += isEvent(event, kind, text) ? event.get("count").asLong() : 0;
    }
    return count;
  }

  /** Returns their time, all together. */
  double eventMillis(String kind, String text) {
    long nanos = 0;
    for (JsonNode event : json.path("events")) {
      nanos += isEvent(event, kind, text) ? event.get("totalNanos").asLong() : 0;
    }
    return nanos / MILLI;
  }

  private static boolean isEvent(JsonNode event, String kind, String text) {
    return event.get("kind").asText().equals(kind) && event.get("text").asText().startsWith(text);
  }

  private enum Lanes {
    TOO,
    NOT
  }

  private JsonNode root() {
    return json.get("root");
  }

  private double sum(JsonNode node, Predicate<JsonNode> wanted, Lanes lanes) {
    return sumNanos(node, wanted, lanes) / MILLI;
  }

  /** The total of those that are wanted and stand below no other such. */
  private static long sumNanos(JsonNode node, Predicate<JsonNode> wanted, Lanes lanes) {
    if (wanted.test(node)) {
      return node.get("totalNanos").asLong();
    }
    long nanos = 0;
    for (JsonNode child : node.path("children")) {
      nanos += sumNanos(child, wanted, lanes);
    }
    if (lanes == Lanes.TOO) {
      for (JsonNode lane : node.path("lanes")) {
        nanos += sumNanos(lane, wanted, lanes);
      }
    }
    return nanos;
  }

  private boolean isKind(JsonNode node, String kind) {
    return frame(node).get("kind").asText().equals(kind);
  }

  private boolean isMethod(JsonNode node, String className, String method) {
    JsonNode frame = frame(node);
    return frame.get("name").asText().equals(method)
        && frame.get("className").asText().endsWith('.' + className);
  }

  private JsonNode frame(JsonNode node) {
    return json.get("frames").get(node.get("frame").asInt());
  }
}
