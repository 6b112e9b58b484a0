package io.github.requestree.export;

import java.util.List;
import java.util.Map;

/**
 * A decoded file of pprof, for tests outside of its package.
 *
 * @param sampleTypes such as {@code wall/nanoseconds}
 * @param samples its samples
 * @param timeNanos its beginning, since the epoch
 */
public record PushedPprof(List<String> sampleTypes, List<Sample> samples, long timeNanos) {

  /** The names of its calls from the innermost on, its values and labels. */
  public record Sample(List<String> stack, List<Long> values, Map<String, String> labels) {}

  public static PushedPprof of(byte[] bytes) {
    PprofFile file = PprofFile.of(bytes);
    return new PushedPprof(
        file.sampleTypes,
        file.samples.stream()
            .map(sample -> new Sample(sample.stack(), sample.values(), sample.labels()))
            .toList(),
        file.timeNanos);
  }

  public long sum() {
    return samples.stream().mapToLong(sample -> sample.values().get(0)).sum();
  }
}
