package io.github.requestree.campaign;

/**
 * A fault and what became of it. Immutable.
 *
 * @param injected the fault
 * @param often the number of times that it was injected, with the word for what is counted
 * @param checked the claim
 * @param outcome whether the claim held
 * @param found the figures; for what was left out, the reason
 */
record Row(String injected, String often, String checked, Outcome outcome, String found) {

  /** The outcomes of a check. */
  enum Outcome {
    /** The claim held. */
    OK("ok"),
    /** This machine cannot have such a fault. */
    SKIPPED("skipped"),
    /** The claim did not hold. */
    FAILED("FAILED");

    final String word;

    Outcome(String word) {
      this.word = word;
    }
  }

  /** Returns its cells: what was injected, how often, what was checked, and the result. */
  String[] cells() {
    String result = found.isEmpty() ? outcome.word : outcome.word + ": " + found;
    return new String[] {injected, often, checked, result};
  }
}
