package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.benchmarks.stats.Table;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints tables as they come and verdicts at the end. */
final class Findings {

  private final PrintStream out;
  private final List<String> verdicts = new ArrayList<>();
  private boolean failed;

  Findings(PrintStream out) {
    this.out = out;
  }

  void title(String text) {
    out.println();
    out.println("### " + text);
    out.println();
  }

  void table(Table table) {
    out.println(table);
  }

  void note(String text) {
    out.println(text);
  }

  /** Notes how a target was met. */
  void verdict(Verdict verdict, String text) {
    failed |= verdict == Verdict.FAILED;
    verdicts.add(String.format(Locale.ROOT, "%-13s%s", verdict.words(), text));
  }

  /** Prints all verdicts; whether none failed. */
  boolean conclude() {
    out.println();
    verdicts.forEach(out::println);
    return !failed;
  }
}
