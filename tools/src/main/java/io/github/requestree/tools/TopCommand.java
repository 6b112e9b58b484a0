package io.github.requestree.tools;

import io.github.requestree.findings.Finding;
import io.github.requestree.findings.Findings;
import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.tools.reading.KeptProfile;
import io.github.requestree.tools.reading.UnreadableProfileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names the slowest of many profiles. */
@Command(
    name = "top",
    description = "Names the slowest profiles, by route and by finding.",
    mixinStandardHelpOptions = true)
final class TopCommand implements Callable<Integer> {
  private static final int MAX_NAME = 60;
  private static final int MAX_SENTENCE = 120;
  private static final Comparator<Sum> MOST_TIME_FIRST =
      Comparator.comparingLong((Sum sum) -> sum.nanos).reversed();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "DIR|FILE",
      arity = "1..*",
      description = "Directories of profiles, or profiles.")
  private List<String> arguments = List.of();

  @Option(
      names = {"-n", "--number"},
      paramLabel = "N",
      description = "Show so many of each; 10 if not given.")
  private int number = 10;

  @Mixin private Output output = new Output();

  /** A line about a profile; the profile itself is let go. */
  private record Line(String source, String name, long nanos, String finding) {}

  /** The sum of the profiles of a route, or of a kind of finding. */
  private static final class Sum {
    private final String name;
    private int count;
    private long nanos;
    private long maxNanos;
    private String example = "";

    private Sum(String name) {
      this.name = name;
    }

    private void add(long more, String text) {
      count++;
      nanos += more;
      if (more >= maxNanos) {
        maxNanos = more;
        example = text;
      }
    }
  }

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Sum> routes = new LinkedHashMap<>();
  private final Map<String, Sum> findings = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException {
    int status = 0;
    for (String file : Sources.files(arguments)) {
      try {
        add(Sources.create().read(file));
      } catch (UnreadableProfileException e) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("requestree: " + e.getMessage());
        err.flush();
        status = Main.REFUSED;
      }
    }
    output.print(text());
    return status;
  }

  private void add(KeptProfile kept) {
    Profile profile = kept.profile();
    List<Finding> found = Findings.of(profile, kept.shaping());
    Profile.Request request = profile.request();
    String route = request == null ? profile.name() : request.method() + " " + request.route();
    long nanos = profile.durationNanos();
    String sentence = found.isEmpty() ? "" : found.get(0).sentence();
    lines.add(new Line(kept.source(), route, nanos, sentence));
    routes.computeIfAbsent(route, Sum::new).add(nanos, sentence);
    for (Finding finding : found) {
      String kind = finding.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      findings.computeIfAbsent(kind, Sum::new).add(finding.nanos(), finding.sentence());
    }
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    out.append(Figures.count(lines.size(), "profile", "profiles"))
        .append(" of ")
        .append(Figures.count(routes.size(), "route", "routes"))
        .append("\n\nslowest\n");
    lines.stream()
        .sorted(Comparator.comparingLong(Line::nanos).reversed())
        .limit(number)
        .forEach(
            line ->
                append(
                    out, Figures.time(line.nanos()), line.name(), line.finding(), line.source()));
    appendSums(out, "\nby route\n", routes);
    if (!findings.isEmpty()) {
      appendSums(out, "\nby finding\n", findings);
    }
    return out.toString();
  }

  private void appendSums(StringBuilder out, String title, Map<String, Sum> sums) {
    out.append(title);
    sums.values().stream()
        .sorted(MOST_TIME_FIRST)
        .limit(number)
        .forEach(
            sum ->
                append(
                    out,
                    Figures.time(sum.nanos),
                    sum.name,
                    "×" + sum.count,
                    "at most " + Figures.time(sum.maxNanos),
                    sum.example));
  }

  private static void append(StringBuilder out, String time, String name, String... facts) {
    SafeText safe = new SafeText(false);
    out.append(String.format(Locale.ROOT, "  %9s  %s", time, safe.of(name, MAX_NAME)));
    for (String fact : facts) {
      out.append(fact.isEmpty() ? "" : "   ").append(safe.of(fact, MAX_SENTENCE));
    }
    out.append('\n');
  }
}
