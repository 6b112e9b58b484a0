package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.benchmarks.stats.Median;
import java.util.List;
import java.util.Locale;

/**
 * Holds errors against what is tolerated.
 *
 * <p>FAILED if the median error of any row is resolved to be too large, or if more than 5 % of all
 * single measurements are; ok if none is; not resolved in between, where a few single measurements
 * may have been hit by something else on the machine. What is ok is not resolved after all where
 * most measurements were so coarse that they could hardly fail.
 *
 * @param verdict what it says
 * @param inside how many single measurements were within what is tolerated
 * @param measurements how many there were
 * @param worst the largest error, in parts of what is tolerated
 * @param coarse how many measurements could hardly fail, whatever was shown
 */
record Judgement(Verdict verdict, int inside, int measurements, double worst, int coarse) {

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
        verdict(inside, measurements, resolvedOutside), inside, measurements, worst, 0);
  }

  /** The same, knowing that so many measurements could hardly fail. */
  Judgement withCoarse(int count) {
    boolean most = 2 * count > measurements;
    Verdict now = most && verdict == Verdict.OK ? Verdict.NOT_RESOLVED : verdict;
    return new Judgement(now, inside, measurements, worst, count);
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
        "%d of %d single measurements within, the worst at %.2f of what is tolerated%s",
        inside,
        measurements,
        worst,
        coarse == 0 ? "" : "; " + coarse + " so coarse that they could hardly fail");
  }
}
