package io.github.requestree.text;

import io.github.requestree.findings.BlockingSummary;
import io.github.requestree.findings.Finding;
import io.github.requestree.findings.Findings;
import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.shaping.Shaping;
import java.util.ArrayList;
import java.util.List;

/** Makes the lines above a tree. Immutable and thread-safe. */
record TextHeader(Shaping shaping, SafeText safe) {
  private static final int MAX_METHOD = 16;
  private static final int MAX_PATH = 200;
  private static final int MAX_NAME = 220;
  private static final int MAX_FAILURE = 100;
  private static final int MAX_THREAD = 60;
  private static final int MAX_ALARMS = 8;

  /** Returns the rest of the first line, after its dashes. */
  String title(Profile profile) {
    String duration =
        (profile.stillRunning() ? " still running after " : " in ")
            + Figures.exactSeconds(profile.durationNanos(), profile.sampling().resolutionNanos());
    Profile.Request request = profile.request();
    if (profile.totals() != null) {
      return safe.of(profile.name(), MAX_NAME)
          + " --- "
          + Figures.count(profile.totals().count(), "request", "requests")
          + duration;
    }
    if (request == null) {
      return safe.of(profile.name(), MAX_NAME) + " ---" + duration;
    }
    // One word each, so that a path cannot fake the rest of the line.
    return safe.word(request.method(), MAX_METHOD)
        + " "
        + safe.word(request.path(), MAX_PATH)
        + " --- "
        + (request.status() > 0 ? request.status() : "?")
        + duration
        + (request.failure() == null ? "" : "  " + safe.of(request.failure(), MAX_FAILURE));
  }

  /** Returns the reason why it is slow, in a sentence; empty if nothing stands out. */
  String finding(Profile profile) {
    List<Finding> findings = Findings.of(profile, shaping);
    if (findings.isEmpty()) {
      return "";
    }
    Finding first = findings.get(0);
    return safe.ascii() ? first.asciiSentence() : first.sentence();
  }

  /** Returns the lines that nobody must overlook: harm to others, and harm by others. */
  List<String> alarms(Profile profile) {
    List<String> lines = new ArrayList<>();
    CallText call = new CallText(shaping, safe);
    Surroundings around = profile.surroundings();
    if (profile.request() != null && profile.request().handler() != null) {
      lines.add("handled by " + safe.word(shortName(profile.request().handler()), MAX_NAME));
    }
    if (around.queuedNanos().isPresent()) {
      lines.add(
          "waited "
              + Figures.time(around.queuedNanos().getAsLong())
              + " before it reached the filter, as the proxy says; not in the tree");
    }
    BlockingSummary blocking = BlockingSummary.in(profile.root(), shaping);
    if (blocking != null) {
      lines.add(
          "blocks "
              + safe.of(blocking.all().thread(), MAX_THREAD)
              + " for "
              + Figures.time(blocking.all().nanos())
              + (blocking.places() == 1
                  ? ": "
                  : " in " + blocking.places() + " places, longest in ")
              + call.of(blocking.call().frame(), blocking.call().line()));
    }
    for (Surroundings.LateStart late : around.lateStarts()) {
      lines.add(late(late, call));
      if (lines.size() > MAX_ALARMS) {
        lines.add("and more hand-offs that began late");
        break;
      }
    }
    if (profile.overlapNanos() > 0) {
      lines.add(
          "overlap "
              + Figures.time(profile.overlapNanos())
              + ": two threads worked for it at the same time, so the tree has this time twice");
    }
    return lines;
  }

  /** Returns class and method without the package. */
  private static String shortName(String handler) {
    int method = handler.lastIndexOf('.');
    int type = handler.lastIndexOf('.', method - 1);
    return handler.substring(type + 1).replace('$', '.');
  }

  private String late(Surroundings.LateStart late, CallText call) {
    String thread = safe.of(late.thread(), MAX_THREAD);
    String line = "a hand-off began " + Figures.time(late.lateNanos()) + " late on " + thread;
    Surroundings.BusyWith busy = late.busyWith();
    return busy == null
        ? line
        : line
            + ", blocked for "
            + Figures.time(busy.nanos())
            + " by "
            + call.in(busy.stack())
            + " for "
            + (busy.route() == null ? "another request" : safe.of(busy.route(), MAX_NAME));
  }

  static List<String> durations(Profile.Totals totals) {
    return List.of(
        Figures.count(totals.errors(), "error", "errors"),
        "mean " + Figures.time(totals.meanNanos()),
        "p50 " + Figures.time(totals.p50Nanos()),
        "p90 " + Figures.time(totals.p90Nanos()),
        "p95 " + Figures.time(totals.p95Nanos()),
        "p99 " + Figures.time(totals.p99Nanos()),
        "max " + Figures.time(totals.maxNanos()),
        totals.percentilesExact()
            ? "percentiles exact"
            : "percentiles from a sample of " + Figures.count(totals.sampleSize()));
  }
}
