package io.github.requestree.benchmarks.stats;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The median of some measurements with a 95 % confidence interval. Immutable.
 *
 * <p>The interval is a percentile bootstrap with a fixed seed, so that the same measurements always
 * give the same one. It says how far chance alone may have moved the median; it knows nothing of
 * what all measurements have in common.
 *
 * @param value the median; NaN if there was no measurement
 * @param low the lower end of the interval
 * @param high the upper end
 * @param count how many measurements
 */
public record Median(double value, double low, double high, int count) {

  private static final int RESAMPLES = 5_000;
  private static final long SEED = 20_261_123;

  /** The median of these measurements. */
  public static Median of(double... measurements) {
    int n = measurements.length;
    if (n == 0) {
      return new Median(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] medians = new double[RESAMPLES];
    double[] resample = new double[n];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < n; j++) {
        resample[j] = measurements[random.nextInt(n)];
      }
      medians[i] = plain(resample);
    }
    Arrays.sort(medians);
    return new Median(
        plain(measurements),
        medians[(int) (0.025 * RESAMPLES)],
        medians[(int) (0.975 * RESAMPLES)],
        n);
  }

  private static double plain(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Returns whether the interval holds this value, so that no difference from it is resolved. */
  public boolean holds(double other) {
    return low <= other && other <= high;
  }

  /** As {@code 1.02 [0.99, 1.05]}, with so many decimals. */
  public String text(int decimals) {
    if (count == 0) {
      return "-";
    }
    String number = "%." + decimals + "f";
    return String.format(
        Locale.ROOT, number + " [" + number + ", " + number + "]", value, low, high);
  }
}
