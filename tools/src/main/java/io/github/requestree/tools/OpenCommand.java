package io.github.requestree.tools;

import io.github.requestree.page.PublishedProfiles;
import io.github.requestree.page.RecentProfiles;
import io.github.requestree.profile.Profile;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.tools.reading.KeptProfile;
import io.github.requestree.tools.reading.UnreadableProfileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves profiles on this machine until it is interrupted. */
@Command(
    name = "open",
    description = "Serves the list and the pages of profiles on this machine, until Ctrl+C.",
    mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {
  private static final int MAX_PROFILES = 10_000;
  private static final long MIN_BYTES = 1_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Profiles, or directories of them; - for standard input.")
  private List<String> arguments = List.of();

  @Option(names = "--port", paramLabel = "PORT", description = "The port; any that is free if 0.")
  private int port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<KeptProfile> kept = new ArrayList<>();
    for (String file : Sources.files(arguments)) {
      try {
        kept.add(Sources.create().read(file));
      } catch (UnreadableProfileException e) {
        say(spec.commandLine().getErr(), "requestree: " + e.getMessage());
      }
    }
    if (kept.isEmpty()) {
      return Main.REFUSED;
    }
    try (ProfileServer server = ProfileServer.start(published(kept), port)) {
      String only = kept.size() == 1 ? kept.get(0).profile().id() : "";
      say(spec.commandLine().getOut(), server.address() + only + "  (Ctrl+C ends it)");
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private static void say(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }

  /** Puts all of them into a list like that of an application, with the routes merged from them. */
  static PublishedProfiles published(List<KeptProfile> kept) {
    RecentProfiles recent =
        RecentProfiles.builder()
            .number(MAX_PROFILES)
            .maxBytes(Math.max(MIN_BYTES, Runtime.getRuntime().maxMemory() / 2))
            .build();
    List<Profile> oldestFirst =
        kept.stream()
            .map(KeptProfile::profile)
            .sorted(Comparator.comparing(Profile::startedAt))
            .toList();
    List<Profile> ended =
        oldestFirst.stream()
            .filter(profile -> profile.totals() == null && !profile.stillRunning())
            .toList();
    RouteTotals.merged(ended).forEach(recent::accept);
    oldestFirst.forEach(recent::accept);
    Shaping shaping = Routes.shaping(kept);
    return PublishedProfiles.of(recent, shaping, Formats.all(shaping), "");
  }
}
