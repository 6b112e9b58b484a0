package io.github.requestree.page;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.profile.WaitKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The time of a profile by the families of colours that its page has, in nanoseconds. Immutable and
 * thread-safe.
 */
record TimeMix(Profile profile, Map<String, Long> families) {
  /** Names each family for readers of the list, in the order of a bar. */
  static final Map<String, String> MEANINGS = new LinkedHashMap<>();

  private static final String WORKING = "WORKING";
  private static final String AWAIT = "AWAIT";
  private static final String NOT_SAMPLED = "NOT_SAMPLED";
  private static final int WIDTH = 1_000;

  static {
    MEANINGS.put(WORKING, "working");
    MEANINGS.put(WaitKind.Family.DATA.name(), "database, network, file");
    MEANINGS.put(WaitKind.Family.THREADS.name(), "lock, queue, other thread");
    MEANINGS.put(WaitKind.Family.SLEEP.name(), "sleeping");
    MEANINGS.put(WaitKind.Family.PROCESSOR.name(), "not scheduled");
    MEANINGS.put(AWAIT, "on no thread or on others");
    MEANINGS.put(NOT_SAMPLED, "not sampled");
  }

  static TimeMix of(Profile profile) {
    Map<String, Long> families = new LinkedHashMap<>();
    MEANINGS.keySet().forEach(family -> families.put(family, 0L));
    for (CallNode node : TreeWalk.nodes(profile.root())) {
      switch (node.frame().kind()) {
        case AWAIT, IN_LANES -> families.merge(AWAIT, node.selfNanos(), Long::sum);
        case NOT_SAMPLED -> families.merge(NOT_SAMPLED, node.selfNanos(), Long::sum);
        default -> {
          families.merge(WORKING, node.selfNanos(), Long::sum);
          node.selfWaiting()
              .forEach(
                  (kind, nanos) -> {
                    families.merge(kind.family().name(), nanos, Long::sum);
                    families.merge(WORKING, -nanos, Long::sum);
                  });
        }
      }
    }
    return new TimeMix(profile, families);
  }

  String inWords() {
    String waiting = ProfileList.seconds(profile.waitingNanos());
    return profile.cpuNanos().isEmpty()
        ? "waiting ~" + waiting
        : "cpu " + ProfileList.seconds(profile.cpuNanos().getAsLong()) + ", waiting " + waiting;
  }

  /** Returns whether most of it was not seen. */
  boolean isLittleSeen() {
    return families.getOrDefault(NOT_SAMPLED, 0L) * 2 > profile.root().totalNanos();
  }

  /** Returns a bar of all of its time. */
  String bar() {
    long whole = Math.max(1, profile.root().totalNanos());
    StringBuilder bar = new StringBuilder("<svg viewBox=\"0 0 ").append(WIDTH);
    bar.append(" 10\" preserveAspectRatio=none aria-hidden=true>");
    double at = 0;
    for (Map.Entry<String, Long> family : families.entrySet()) {
      double part = (double) WIDTH * family.getValue() / whole;
      if (part > 0) {
        bar.append(
            String.format(
                Locale.ROOT,
                "<rect class=%s x=%.1f width=%.1f height=10></rect>",
                family.getKey(),
                at,
                part));
        at += part;
      }
    }
    return bar.append("</svg>").toString();
  }
}
