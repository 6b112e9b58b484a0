package io.github.requestree.sampling.pacing;

/** Times in nanoseconds. */
final class Nanos {

  static final long US = 1_000;
  static final long MS = 1_000_000;
  static final long S = 1_000_000_000;

  private Nanos() {}
}
