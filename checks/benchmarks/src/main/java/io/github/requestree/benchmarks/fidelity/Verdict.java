package io.github.requestree.benchmarks.fidelity;

/** The result of comparing a measurement with a target. */
enum Verdict {
  OK("ok"),
  FAILED("FAILED"),
  /** Noise hides whether the target is met. */
  NOT_RESOLVED("not resolved");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  /** The words that a verdict line begins with. */
  String words() {
    return words;
  }
}
