package io.github.requestree.benchmarks.contact;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a fresh demo for each of its routes twice, one request after the other. */
final class DemoVisits {

  static final String JOIN = "/query?join=true";
  static final String PRICE = "/remote → price";
  static final String STOCK = "/remote → stock";

  /** All routes, and the one that has two ways. */
  private static final List<String> REQUESTS =
      List.of(
          "/sync_blocking",
          "/async_blocking",
          "/sync_blocking_fixed",
          "/fast",
          "/lock",
          "/cpu",
          "/report",
          "/query",
          JOIN,
          "/remote");

  private static final int TURNS = 2;

  /** As long as it takes a person to type the first address. */
  private static final long BEFORE_FIRST_MILLIS = 1_000;

  private DemoVisits() {}

  /**
   * Makes them.
   *
   * @param run the number of this JVM, from 1
   */
  static List<Visit> of(Demo demo, int run) throws IOException, InterruptedException {
    Thread.sleep(BEFORE_FIRST_MILLIS);
    Map<String, List<Demo.Response>> answers = new LinkedHashMap<>();
    for (String request : REQUESTS) {
      for (int turn = 1; turn <= TURNS; turn++) {
        answers.computeIfAbsent(request, key -> new ArrayList<>()).add(demo.get(request));
      }
    }
    List<Visit> visits = new ArrayList<>();
    for (Map.Entry<String, List<Demo.Response>> entry : answers.entrySet()) {
      for (int turn = 1; turn <= TURNS; turn++) {
        Demo.Response response = entry.getValue().get(turn - 1);
        Measured measured = new Measured(response.body());
        ShownProfile shown = demo.profile(response.profileId());
        visits.add(new Visit(run, entry.getKey(), turn, measured, shown));
      }
    }
    visits.addAll(asked(demo, visits));
    return visits;
  }

  /**
   * Returns the visits that /remote made to this service itself: the profiles that are none of the
   * others.
   */
  private static List<Visit> asked(Demo demo, List<Visit> visits)
      throws IOException, InterruptedException {
    Set<String> known = new HashSet<>();
    visits.forEach(visit -> known.add(visit.shown().id()));
    List<ShownProfile> rest = new ArrayList<>();
    for (String id : demo.profileIds()) {
      if (!known.contains(id)) {
        ShownProfile profile = demo.profile(id);
        if (profile.isSingle()) {
          rest.add(profile);
        }
      }
    }
    rest.sort(Comparator.comparing(ShownProfile::startedAt));
    List<Visit> remote =
        visits.stream().filter(visit -> visit.request().equals("/remote")).toList();
    if (rest.size() != 2 * remote.size()) {
      throw new IOException(rest.size() + " profiles of what /remote asked for");
    }
    List<Visit> asked = new ArrayList<>();
    for (Visit caller : remote) {
      Measured measured = caller.measured();
      int next = asked.size();
      asked.add(
          new Visit(caller.run(), PRICE, caller.turn(), measured.asked("price"), rest.get(next)));
      asked.add(
          new Visit(
              caller.run(), STOCK, caller.turn(), measured.asked("stock"), rest.get(next + 1)));
    }
    return asked;
  }
}
