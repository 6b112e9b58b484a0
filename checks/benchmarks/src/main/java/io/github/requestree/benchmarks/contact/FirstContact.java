package io.github.requestree.benchmarks.contact;

import io.github.requestree.benchmarks.Command;
import io.github.requestree.benchmarks.stats.Claim;
import io.github.requestree.benchmarks.stats.Machine;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Checks a developer's first trees: a fresh demo with the filter's default options. */
public final class FirstContact implements Command {

  @Override
  public String name() {
    return "first-contact";
  }

  @Override
  public String summary() {
    return "whether the first trees of a fresh demo are right"
        + " [--jdk HOME]... [--part routes|reloads|at-once]... [--runs N] [--demo JAR]";
  }

  @Override
  public boolean run(List<String> arguments) throws Exception {
    ContactSettings settings = ContactSettings.of(arguments);
    List<Claim> claims = new ArrayList<>();
    for (Jdk jdk : settings.jdks()) {
      System.out.printf(
          Locale.ROOT,
          "# %s%n%n%s, load average before %.1f. Command: `first-contact %s`.%n%n",
          jdk,
          Machine.line(jdk.version()),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
          String.join(" ", arguments));
      for (ContactSettings.Part part : settings.parts()) {
        claims.addAll(
            switch (part) {
              case ROUTES -> DemoRoutes.run(settings, jdk);
              case RELOADS -> Reloads.run(settings, jdk);
              case AT_ONCE -> AtOnce.run(settings, jdk);
            });
      }
    }
    System.out.println("## Verdicts\n");
    claims.forEach(System.out::println);
    return claims.stream().noneMatch(Claim::failed);
  }
}
