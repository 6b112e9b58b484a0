package io.github.requestree.text;

import io.github.requestree.findings.BlockingSummary;
import io.github.requestree.findings.Finding;
import io.github.requestree.findings.Findings;
import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.shaping.Shaping;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the lines above a tree. Immutable and thread-safe. */
record TextHeader(Shaping shaping, SafeText safe, ZoneId zone) {
  private static final int MAX_METHOD = 16;
  private static final int MAX_PATH = 200;
  private static final int MAX_NAME = 220;
  private static final int MAX_FAILURE = 100;
  private static final int MAX_THREAD = 60;
  private static final int MAX_TRACE = 64;
  private static final int MAX_SURROUNDINGS = 8;
  private static final String GAP = "   ";
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  void appendTo(StringBuilder out, Profile profile) {
    String finding = finding(profile);
    out.append("--- ")
        .append(title(profile))
        .append(finding.isEmpty() ? "" : ", ")
        .append(finding)
        .append('\n')
        .append('\n');
    appendFacts(out, measurement(profile));
    if (profile.totals() != null) {
      appendFacts(out, durations(profile, profile.totals()));
    }
    appendFacts(out, resources(profile));
    if (!profile.events().isEmpty()) {
      EventSummary facts = new EventSummary(safe, profile.sampling().resolutionNanos());
      appendFacts(out, facts.of(profile.events()));
    }
    for (String line : surroundings(profile)) {
      out.append("  ").append(line).append('\n');
    }
    if (profile.overlapNanos() > 0) {
      out.append("  overlap ")
          .append(seconds(profile, profile.overlapNanos()))
          .append(
              ": two threads worked for it at the same time, so the tree has this time twice\n");
    }
  }

  private static void appendFacts(StringBuilder out, List<String> facts) {
    out.append("  ").append(String.join(GAP, facts)).append('\n');
  }

  /** Returns the rest of the first line, after its dashes. */
  String title(Profile profile) {
    String duration =
        (profile.stillRunning() ? " still running after " : " in ")
            + seconds(profile, profile.durationNanos());
    Profile.Request request = profile.request();
    if (profile.totals() != null) {
      long count = profile.totals().count();
      return safe.of(profile.name(), MAX_NAME)
          + " --- "
          + Figures.count(count, "request", "requests")
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

  /** What is slow, in a sentence; empty if nothing stands out. */
  String finding(Profile profile) {
    List<Finding> findings = Findings.of(profile, shaping);
    if (findings.isEmpty()) {
      return "";
    }
    Finding first = findings.get(0);
    return safe.ascii() ? first.asciiSentence() : first.sentence();
  }

  private List<String> measurement(Profile profile) {
    Profile.Sampling sampling = profile.sampling();
    List<String> facts = new ArrayList<>();
    facts.add(CLOCK.format(profile.startedAt().atZone(zone)));
    facts.add(
        Figures.count(sampling.walks(), "stack", "stacks")
            + ", "
            + Figures.count(sampling.polls(), "check", "checks"));
    if (sampling.resolutionNanos() > 0) {
      facts.add("a check every " + Figures.shortTime(sampling.resolutionNanos()));
    }
    facts.add("cost " + Figures.shortTime(sampling.ownCostNanos()));
    return facts;
  }

  /** Returns the lines on other requests: their effect on this one, and its effect on them. */
  private List<String> surroundings(Profile profile) {
    List<String> lines = new ArrayList<>();
    CallText call = new CallText(shaping, safe);
    Surroundings around = profile.surroundings();
    if (around.queuedNanos().isPresent()) {
      lines.add(
          "waited "
              + seconds(profile, around.queuedNanos().getAsLong())
              + " before it reached the filter, as the proxy says; not in the tree");
    }
    Surroundings.Trace trace = around.trace();
    if (trace != null) {
      String span = safe.word(trace.spanId(), MAX_TRACE);
      lines.add(
          "trace "
              + safe.word(trace.traceId(), MAX_TRACE)
              + (span.isEmpty() ? "" : GAP + "span " + span));
    }
    if (around.inFlightAtMost() > 1) {
      lines.add(
          String.format(
              Locale.ROOT,
              "in flight %,d at its start, %,d at most",
              around.inFlightAtStart(),
              around.inFlightAtMost()));
    }
    BlockingSummary blocking = BlockingSummary.in(profile.root(), shaping);
    if (blocking != null) {
      lines.add(
          "blocks "
              + safe.of(blocking.all().thread(), MAX_THREAD)
              + " for "
              + seconds(profile, blocking.all().nanos())
              + (blocking.places() == 1
                  ? ": "
                  : " in " + blocking.places() + " places, longest in ")
              + call.of(blocking.call().frame(), blocking.call().line()));
    }
    for (Surroundings.LateStart late : around.lateStarts()) {
      lines.add(late(profile, late, call));
      if (lines.size() > MAX_SURROUNDINGS) {
        lines.add("and more hand-offs that began late");
        break;
      }
    }
    return lines;
  }

  private String late(Profile profile, Surroundings.LateStart late, CallText call) {
    String thread = safe.of(late.thread(), MAX_THREAD);
    String line = "a hand-off began " + seconds(profile, late.lateNanos()) + " late on " + thread;
    Surroundings.BusyWith busy = late.busyWith();
    return busy == null
        ? line
        : line
            + ", blocked for "
            + seconds(profile, busy.nanos())
            + " by "
            + call.in(busy.stack())
            + " for "
            + (busy.route() == null ? "another request" : safe.of(busy.route(), MAX_NAME));
  }

  static List<String> durations(Profile profile, Profile.Totals totals) {
    return List.of(
        Figures.count(totals.errors(), "error", "errors"),
        "mean " + seconds(profile, totals.meanNanos()),
        "p50 " + seconds(profile, totals.p50Nanos()),
        "p90 " + seconds(profile, totals.p90Nanos()),
        "p95 " + seconds(profile, totals.p95Nanos()),
        "p99 " + seconds(profile, totals.p99Nanos()),
        "max " + seconds(profile, totals.maxNanos()),
        totals.percentilesExact()
            ? "percentiles exact"
            : "percentiles from a sample of "
                + String.format(Locale.ROOT, "%,d", totals.sampleSize()));
  }

  private List<String> resources(Profile profile) {
    List<String> facts = new ArrayList<>();
    facts.add("wall " + seconds(profile, profile.durationNanos()));
    if (profile.cpuNanos().isPresent()) {
      long cpuNanos = profile.cpuNanos().getAsLong();
      facts.add("cpu " + seconds(profile, cpuNanos));
      long unclockedNanos = profile.sampling().unclockedNanos();
      facts.add("waiting " + seconds(profile, profile.waitingNanos()));
      if (unclockedNanos > 0) {
        facts.add("cpu unknown for " + seconds(profile, unclockedNanos));
      }
    } else if (profile.waitingNanos() > 0) {
      facts.add("waiting " + Symbols.ESTIMATE + seconds(profile, profile.waitingNanos()));
    }
    Surroundings.Pauses pauses = profile.surroundings().gcPauses();
    if (pauses != null && pauses.nanos() > 0) {
      facts.add(
          "gc "
              + Figures.count(pauses.count(), "pause", "pauses")
              + ", "
              + Figures.seconds(pauses.nanos(), 2));
    }
    profile.allocatedBytes().ifPresent(bytes -> facts.add("allocated " + Figures.bytes(bytes)));
    if (!profile.thread().isEmpty()) {
      facts.add("thread " + safe.of(profile.thread(), MAX_THREAD));
    }
    return facts;
  }

  private static String seconds(Profile profile, long nanos) {
    return Figures.exactSeconds(nanos, profile.sampling().resolutionNanos());
  }
}
