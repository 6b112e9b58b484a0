package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The facts in the line of the whole, besides its time. Immutable and thread-safe. */
record RootFacts(SafeText safe) {
  private static final int MAX_THREAD = 60;
  private static final int MAX_TAG = 150;

  /** Returns the use of the machine, such as {@code cpu 4 ms, waiting 3.002 s}. */
  List<String> of(Profile profile) {
    List<String> facts = new ArrayList<>();
    for (Map.Entry<String, String> tag : profile.tags().entrySet()) {
      facts.add(safe.word(tag.toString(), MAX_TAG));
    }
    if (profile.cpuNanos().isPresent()) {
      facts.add(
          "cpu "
              + Figures.time(profile.cpuNanos().getAsLong())
              + ", waiting "
              + Figures.time(profile.waitingNanos()));
      long unclockedNanos = profile.sampling().unclockedNanos();
      if (unclockedNanos > 0) {
        facts.add("cpu unknown for " + Figures.time(unclockedNanos));
      }
    } else if (profile.waitingNanos() > 0) {
      facts.add("waiting " + Symbols.ESTIMATE + Figures.time(profile.waitingNanos()));
    }
    Surroundings.Pauses pauses = profile.surroundings().gcPauses();
    if (pauses != null && pauses.nanos() > 0) {
      facts.add(
          "gc "
              + Figures.count(pauses.count(), "pause", "pauses")
              + ", "
              + Figures.time(pauses.nanos()));
    }
    profile.allocatedBytes().ifPresent(bytes -> facts.add("allocated " + Figures.bytes(bytes)));
    if (!profile.thread().isEmpty()) {
      facts.add("thread " + safe.of(profile.thread(), MAX_THREAD));
    }
    return facts;
  }
}
