package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.Surroundings;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says when it was, how it was measured and where more of it is. Immutable and thread-safe.
 *
 * @param pages where the pages of profiles are; empty if that is not known
 */
record FootLine(SafeText safe, ZoneId zone, String pages) {
  private static final int MAX_TRACE = 64;
  private static final int MAX_ID = 64;
  private static final int MAX_ADDRESS = 200;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  List<String> of(Profile profile) {
    List<String> facts = new ArrayList<>();
    facts.add("at " + CLOCK.format(profile.startedAt().atZone(zone)));
    Surroundings around = profile.surroundings();
    if (around.inFlightAtMost() > 1) {
      facts.add(
          String.format(
              Locale.ROOT,
              "in flight %,d at its start, %,d at most",
              around.inFlightAtStart(),
              around.inFlightAtMost()));
    }
    facts.add(measurement(profile.sampling()));
    facts.add("cost " + Figures.shortTime(profile.sampling().ownCostNanos()));
    Surroundings.Trace trace = around.trace();
    if (trace != null) {
      facts.add("trace " + safe.word(trace.traceId(), MAX_TRACE));
      if (!trace.spanId().isEmpty()) {
        facts.add("span " + safe.word(trace.spanId(), MAX_TRACE));
      }
    }
    String id = safe.word(profile.id(), MAX_ID);
    // Each sink makes totals of its own, so the page has none of this id.
    boolean known = !pages.isEmpty() && profile.totals() == null;
    facts.add(known ? "page " + safe.word(pages, MAX_ADDRESS) + id : "profile " + id);
    return facts;
  }

  private static String measurement(Profile.Sampling sampling) {
    String looks =
        Figures.count(sampling.walks(), "stack", "stacks")
            + ", "
            + Figures.count(sampling.polls(), "check", "checks");
    return sampling.walks() == 0 || sampling.resolutionNanos() <= 0
        ? looks
        : "seen every " + Figures.shortTime(sampling.resolutionNanos()) + " (" + looks + ")";
  }
}
