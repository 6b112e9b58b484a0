package io.github.requestree.tools;

import io.github.requestree.page.HtmlReport;
import io.github.requestree.profile.Profile;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.TextReport;
import io.github.requestree.tools.reading.KeptProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what became slower or faster. */
@Command(
    name = "compare",
    description = "Shows what takes more (+) or less (-) time in AFTER than in BEFORE.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A directory stands for the mean request of each route in it. Two directories"
          + " are compared route by route, and a profile is compared with its route."
    })
final class CompareCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "BEFORE", description = "A profile, or a directory.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "AFTER", description = "A profile, or a directory.")
  private String after = "";

  @Option(names = "--to", paramLabel = "FORMAT", description = "text or html: a page.")
  private @Nullable Formats to;

  @Mixin private Look look = new Look();
  @Mixin private Output output = new Output();

  /** One argument: a profile, or the routes of a directory. */
  private record Side(List<Profile> profiles, Shaping shaping, boolean isSingle) {

    static Side of(String argument) throws IOException {
      if (!argument.equals("-") && Files.isDirectory(Path.of(argument))) {
        Routes routes = Routes.of(Sources.create().readAll(List.of(argument)));
        return new Side(routes.merged(), routes.shaping(), false);
      }
      KeptProfile kept = Sources.create().read(argument);
      return new Side(List.of(kept.profile()), kept.shaping(), true);
    }
  }

  private record Pair(Profile before, Profile after) {

    long change() {
      return Math.abs(after.durationNanos() - before.durationNanos());
    }
  }

  @Override
  public Integer call() throws IOException {
    Side earlier = Side.of(before);
    Side later = Side.of(after);
    List<Pair> pairs = pairs(earlier, later);
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException(
          "no route of " + before + " is in " + after + ": there is nothing to compare");
    }
    Shaping shaping = look.on(later.shaping());
    if (isPage()) {
      writePage(pairs, shaping);
      return 0;
    }
    TextReport report = output.text(shaping);
    StringBuilder text = new StringBuilder();
    for (Pair pair : pairs) {
      text.append(text.isEmpty() ? "" : "\n")
          .append(report.toComparison(pair.before(), pair.after()));
    }
    output.print(text.toString());
    return 0;
  }

  private boolean isPage() {
    String name = String.valueOf(output.file());
    if (to != null && to != Formats.TEXT && to != Formats.HTML) {
      throw new IllegalArgumentException("a difference can be written as text or html alone");
    }
    return to == null ? name.endsWith(".html") : to == Formats.HTML;
  }

  /** Writes a page, which has room for one difference. */
  private void writePage(List<Pair> pairs, Shaping shaping) throws IOException {
    Pair largest = pairs.get(0);
    if (pairs.size() > 1) {
      throw new IllegalArgumentException(
          pairs.size()
              + " routes are in both, but a page shows the difference of one: give two profiles,"
              + " or a directory for one of them");
    }
    HtmlReport page = HtmlReport.builder().shaping(shaping).build();
    output.write(out -> page.writeComparison(largest.before(), largest.after(), out));
  }

  /** Returns what is compared with one another, the largest change first. */
  private static List<Pair> pairs(Side earlier, Side later) {
    List<Pair> pairs = new ArrayList<>();
    for (Profile one : earlier.profiles()) {
      for (Profile other : later.profiles()) {
        if ((earlier.isSingle() && later.isSingle()) || route(one).equals(route(other))) {
          pairs.add(new Pair(RouteTotals.mean(one), RouteTotals.mean(other)));
        }
      }
    }
    pairs.sort(Comparator.comparingLong(Pair::change).reversed());
    return pairs;
  }

  private static String route(Profile profile) {
    Profile.Request request = profile.request();
    return request == null ? profile.name() : request.method() + " " + request.route();
  }
}
