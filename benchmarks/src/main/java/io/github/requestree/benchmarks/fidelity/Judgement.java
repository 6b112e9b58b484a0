package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.benchmarks.stats.Median;
import java.util.List;
import java.util.Locale;

/**
 * Holds errors against what is tolerated.
 *
 * <p>FAILED if the median error of any row is resolved to be too large, or if more than 5 % of all
 * single measurements are; ok if none is; not resolved in between, where a few single measurements
 * may have been hit by something else on the machine.
 *
 * @param verdict what it says
 * @param inside how many single measurements were within what is tolerated
 * @param measurements how many there were
 * @param worst the largest error, in parts of what is tolerated
 */
record Judgement(Verdict verdict, int inside, int measurements, double worst) {

  private static final double TOLERATED_OUTSIDE = 0.05;

  /**
   * Judges a table.
   *
   * @param rows for each row the errors of its measurements, as parts of what is tolerated
   */
  static Judgement of(List<double[]> rows) {
    int inside = 0;
    int measurements = 0;
    double worst = 0;
    boolean resolvedOutside = false;
    for (double[] row : rows) {
      for (double ratio : row) {
        measurements++;
        inside += ratio <= 1 ? 1 : 0;
        worst = Math.max(worst, ratio);
      }
      resolvedOutside |= Median.of(row).low() > 1;
    }
    return new Judgement(
        verdict(inside, measurements, resolvedOutside), inside, measurements, worst);
  }

  private static Verdict verdict(int inside, int measurements, boolean resolvedOutside) {
    if (measurements == 0) {
      return Verdict.NOT_RESOLVED;
    }
    int outside = measurements - inside;
    if (resolvedOutside || outside > TOLERATED_OUTSIDE * measurements) {
      return Verdict.FAILED;
    }
    return outside == 0 ? Verdict.OK : Verdict.NOT_RESOLVED;
  }

  /** The figures behind the verdict. */
  String figures() {
    return String.format(
        Locale.ROOT,
        "%d of %d single measurements within, the worst at %.2f of what is tolerated",
        inside,
        measurements,
        worst);
  }
}
