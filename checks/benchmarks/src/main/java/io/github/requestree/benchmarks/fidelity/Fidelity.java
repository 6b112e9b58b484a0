package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.benchmarks.Command;
import io.github.requestree.benchmarks.Size;
import io.github.requestree.benchmarks.stats.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares trees with what the profiled work measured of itself. The names of parts behind {@code
 * --quick} or {@code --full} leave out all others.
 */
public final class Fidelity implements Command {

  /** Prints what it finds about one kind of work. */
  @FunctionalInterface
  private interface Part {
    void run(Setting setting) throws Exception;
  }

  private static final Map<String, Part> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("waits", SingleRequests::waits);
    PARTS.put("two-sleeps", SingleRequests::twoSleeps);
    PARTS.put("equal", EqualShares::run);
    PARTS.put("merged", MergedRequests::run);
    PARTS.put("load", SingleRequests::underLoad);
  }

  @Override
  public String name() {
    return "fidelity";
  }

  @Override
  public String summary() {
    return "how true the trees are, beside async-profiler; parts: "
        + String.join(", ", PARTS.keySet());
  }

  @Override
  public boolean run(List<String> arguments) throws Exception {
    Size size = Size.of(arguments);
    List<String> chosen = arguments.stream().filter(word -> !word.startsWith("--")).toList();
    for (String part : chosen) {
      if (!PARTS.containsKey(part)) {
        throw new IllegalArgumentException(part + " is none of " + PARTS.keySet());
      }
    }
    Findings findings = new Findings(System.out);
    findings.note(Machine.line());
    findings.note("java -jar benchmarks.jar fidelity " + String.join(" ", arguments));
    Sums sums = new Sums();
    Setting setting = new Setting(findings, sums, AsyncWall.load(findings), size);
    long start = System.nanoTime();
    for (Map.Entry<String, Part> part : PARTS.entrySet()) {
      if (chosen.isEmpty() || chosen.contains(part.getKey())) {
        part.getValue().run(setting);
      }
    }
    findings.note(String.format(Locale.ROOT, "took %.0f s", (System.nanoTime() - start) / 1e9));
    judge(sums, findings);
    return findings.conclude();
  }

  private static void judge(Sums sums, Findings findings) {
    findings.verdict(
        sums.wrong() > 0
            ? Verdict.FAILED
            : sums.profiles() == 0 ? Verdict.NOT_RESOLVED : Verdict.OK,
        "sums: "
            + (sums.profiles() - sums.wrong())
            + " of "
            + sums.profiles()
            + " profiles add up to the nanosecond"
            + (sums.wrong() > 0 ? ": " + sums.violations() : ""));
  }
}
