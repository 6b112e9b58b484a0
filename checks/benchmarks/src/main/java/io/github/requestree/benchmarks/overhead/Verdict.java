package io.github.requestree.benchmarks.overhead;

/**
 * The answer whether a target is met.
 *
 * @param state the answer
 * @param text the target and the figures
 */
record Verdict(State state, String text) {

  enum State {
    OK("ok"),
    FAILED("FAILED"),
    NOT_RESOLVED("not resolved");

    private final String label;

    State(String label) {
      this.label = label;
    }
  }

  boolean isFailure() {
    return state == State.FAILED;
  }

  @Override
  public String toString() {
    return state.label + ": " + text;
  }
}
