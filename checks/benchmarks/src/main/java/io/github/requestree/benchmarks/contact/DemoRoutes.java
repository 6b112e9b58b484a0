package io.github.requestree.benchmarks.contact;

import io.github.requestree.benchmarks.stats.Claim;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The part about the demo's routes, each of them asked twice in a fresh JVM. */
final class DemoRoutes {

  private DemoRoutes() {}

  static List<Claim> run(ContactSettings settings, Jdk jdk)
      throws IOException, InterruptedException {
    List<Visit> visits = new ArrayList<>();
    long logged = 0;
    for (int run = 1; run <= settings.runs(); run++) {
      System.err.printf("%s, routes, run %d%n", jdk, run);
      try (Demo demo = Demo.start(jdk, settings.demo().toString())) {
        List<Visit> made = DemoVisits.of(demo, run);
        visits.addAll(made);
        logged += made.stream().filter(visit -> isLogged(demo, visit)).count();
      }
    }
    VisitTables tables = new VisitTables(visits);
    System.out.printf(
        Locale.ROOT, "## %s: each route twice, one after the other%n%n%s%n", jdk, tables.seen());
    System.out.println(tables.compared());
    List<Claim> claims = new ArrayList<>(new VisitClaims(jdk.toString(), visits).all());
    claims.add(
        Claim.that(
            jdk + ": the log has each request's tree as its page has it",
            logged == visits.size(),
            logged + " of " + visits.size()));
    return claims;
  }

  private static boolean isLogged(Demo demo, Visit visit) {
    String id = visit.shown().id();
    // The log says where the page is; a text that was asked for there need not.
    String log = String.join("\n", demo.log()).replace("page /profiles/" + id, "profile " + id);
    try {
      return log.contains(demo.text(id).strip());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
