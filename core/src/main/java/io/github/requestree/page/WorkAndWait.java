package io.github.requestree.page;

import io.github.requestree.profile.Profile;
import java.util.Locale;

/**
 * The working and the waiting time of a profile, in nanoseconds. Immutable and thread-safe.
 *
 * @param estimated whether the frames give it, since there is no CPU clock
 */
record WorkAndWait(long nanos, long working, long waiting, boolean estimated) {

  private static final int WIDTH = 1_000;
  private static final double MIN_WIDTH = 4;

  static WorkAndWait of(Profile profile) {
    return new WorkAndWait(
        profile.durationNanos(),
        profile.cpuNanos().orElse(0),
        profile.waitingNanos(),
        profile.cpuNanos().isEmpty());
  }

  String inWords() {
    return estimated
        ? "waiting ~" + ProfileList.seconds(waiting)
        : "cpu " + ProfileList.seconds(working) + ", waiting " + ProfileList.seconds(waiting);
  }

  /**
   * Appends a bar whose full width is the longest of its list. The words beside it say the same.
   */
  void appendBar(StringBuilder out, long longestNanos) {
    double scale = (double) WIDTH / Math.max(1, longestNanos);
    double all = Math.min(WIDTH, Math.max(MIN_WIDTH, scale * nanos));
    double worked = Math.min(all, scale * working);
    double waited = Math.min(all - worked, scale * waiting);
    out.append("<svg viewBox=\"0 0 ").append(WIDTH).append(" 10\" preserveAspectRatio=none");
    out.append(" aria-hidden=true>");
    appendRect(out, "unknown", 0, all);
    appendRect(out, "working", 0, worked);
    appendRect(out, "waiting", worked, waited);
    out.append("</svg>");
  }

  private static void appendRect(StringBuilder out, String name, double x, double width) {
    out.append(
        String.format(
            Locale.ROOT, "<rect class=%s x=%.1f width=%.1f height=10></rect>", name, x, width));
  }
}
