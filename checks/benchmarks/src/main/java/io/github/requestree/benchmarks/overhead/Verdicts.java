package io.github.requestree.benchmarks.overhead;

import io.github.requestree.benchmarks.overhead.Verdict.State;
import io.github.requestree.benchmarks.stats.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds what was measured against what is promised. A target counts as missed only where the whole
 * confidence interval misses it, and as met only where the whole interval meets it.
 */
final class Verdicts {

  /** With fewer, even the span of all measurements misses the median once in ten times. */
  static final int ROUNDS = 5;

  private static final double PER_REQUEST = 1.02;
  private static final double FACTOR = 2;

  /** Below this, in percent of one core, factors between two figures say nothing. */
  private static final double TOO_LITTLE = 0.3;

  /** A window may catch what the budget saved up before it; in the long run that evens out. */
  private static final double WINDOW_TOLERANCE = 1.1;

  static final double STOPPED_PERCENT = 2;

  /** From this JDK on, the stack of another thread does not stop the others. */
  static final int JDK_OF_HANDSHAKES = 19;

  private final int jdk;

  Verdicts(int jdk) {
    this.jdk = jdk;
  }

  /** Returns the verdicts on one route; only on arms that were measured. */
  List<Verdict> of(RouteResult result) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Arm arm : List.of(Arm.PRODUCTION, Arm.FLEET)) {
      if (result.has(arm)) {
        verdicts.add(atMostTheBudget(result, arm));
        verdicts.add(accountedWithinTheBudget(result, arm));
        if (result.route().saturates()) {
          verdicts.add(perRequest(result, arm));
        }
        verdicts.add(accountedIsReal(result, arm));
      }
    }
    if (result.has(Arm.OVERHEAD_10)) {
      verdicts.add(atMostTheBudget(result, Arm.OVERHEAD_10));
      verdicts.add(accountedIsReal(result, Arm.OVERHEAD_10));
    }
    for (Arm arm : Arm.values()) {
      if (arm.isOurs() && result.has(arm)) {
        verdicts.add(jdk >= JDK_OF_HANDSHAKES ? noThreadDump(result, arm) : stopTime(result, arm));
      }
    }
    return verdicts;
  }

  private static Verdict atMostTheBudget(RouteResult result, Arm arm) {
    Median extra = result.extraPercent(arm);
    double limit = 100 * arm.maxOverhead();
    return new Verdict(
        atMost(extra, limit),
        String.format(
            Locale.ROOT,
            "%s %s: extra CPU %s %% of one core, at most %.0f%s",
            result.route().label(),
            arm.label(),
            extra.text(2),
            limit,
            besideNaive(result)));
  }

  private static String besideNaive(RouteResult result) {
    return result.has(Arm.NAIVE_1MS)
        ? "; naive-1ms " + result.extraPercent(Arm.NAIVE_1MS).text(1) + " %"
        : "";
  }

  private static Verdict accountedWithinTheBudget(RouteResult result, Arm arm) {
    Median accounted = result.accountedPercent(arm);
    double limit = 100 * arm.maxOverhead() * WINDOW_TOLERANCE;
    return new Verdict(
        atMost(accounted, limit),
        String.format(
            Locale.ROOT,
            "%s %s: accounted %s %% of one core, at most %.1f",
            result.route().label(),
            arm.label(),
            accounted.text(2),
            limit));
  }

  private static Verdict perRequest(RouteResult result, Arm arm) {
    Median ratio = result.cpuRatio(arm);
    return new Verdict(
        atMost(ratio, PER_REQUEST),
        String.format(
            Locale.ROOT,
            "%s %s: CPU per request x %s, at most %.2f",
            result.route().label(),
            arm.label(),
            ratio.text(3),
            PER_REQUEST));
  }

  static Verdict accountedIsReal(RouteResult result, Arm arm) {
    Median real = result.extraPercent(arm);
    Median accounted = result.accountedPercent(arm);
    return new Verdict(
        withinFactor(real, accounted.value()),
        String.format(
            Locale.ROOT,
            "%s %s: accounted %s, real %s %% of one core, within a factor of %.0f",
            result.route().label(),
            arm.label(),
            accounted.text(2),
            real.text(2),
            FACTOR));
  }

  private static State withinFactor(Median real, double accounted) {
    if (real.count() < ROUNDS
        || real.holds(0)
        || real.value() < TOO_LITTLE
        || accounted < TOO_LITTLE) {
      return State.NOT_RESOLVED;
    }
    if (real.low() > FACTOR * accounted || real.high() < accounted / FACTOR) {
      return State.FAILED;
    }
    boolean within = real.high() <= FACTOR * accounted && real.low() >= accounted / FACTOR;
    return within ? State.OK : State.NOT_RESOLVED;
  }

  private static Verdict noThreadDump(RouteResult result, Arm arm) {
    long threadDumps = result.threadDumps(arm);
    return new Verdict(
        threadDumps == 0 ? State.OK : State.FAILED,
        String.format(
            Locale.ROOT,
            "%s %s: %d ThreadDump safepoints, none allowed",
            result.route().label(),
            arm.label(),
            threadDumps));
  }

  private static Verdict stopTime(RouteResult result, Arm arm) {
    Median stopped = result.median(arm, slice -> 100 * slice.stoppedForStacks());
    return new Verdict(
        atMost(stopped, STOPPED_PERCENT),
        String.format(
            Locale.ROOT,
            "%s %s: stopped for stacks %s %% of the time, at most %.0f%s",
            result.route().label(),
            arm.label(),
            stopped.text(2),
            STOPPED_PERCENT,
            result.has(Arm.NAIVE_1MS)
                ? "; naive-1ms "
                    + result.median(Arm.NAIVE_1MS, slice -> 100 * slice.stoppedForStacks()).text(1)
                    + " %"
                : ""));
  }

  static State atMost(Median figure, double limit) {
    if (figure.count() < ROUNDS) {
      return State.NOT_RESOLVED;
    }
    if (figure.low() > limit) {
      return State.FAILED;
    }
    return figure.high() <= limit ? State.OK : State.NOT_RESOLVED;
  }
}
