package io.github.requestree.sampling.recording;

/**
 * The time that a thread takes to run for one nanosecond. A thread that wants to run may have to
 * wait for a CPU, as often as it did between checks that both found it running. <em>Not</em>
 * thread-safe.
 */
final class Slowness {

  private double nanos;
  private double cpuNanos;

  /**
   * @param knownNanos the running time of which nothing is known yet; counts as not slowed down
   */
  Slowness(long knownNanos) {
    nanos = knownNanos;
    cpuNanos = knownNanos;
  }

  /** Takes in a gap. */
  void add(Gap gap) {
    if (gap.first().runs() && gap.last().runs()) {
      nanos += gap.nanos();
      cpuNanos += gap.ranNanos();
    }
  }

  double factor() {
    return nanos / cpuNanos;
  }
}
